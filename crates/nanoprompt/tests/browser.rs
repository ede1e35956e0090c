//! The studio in a real browser: the walk of one picture, and every page at every width.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

use testkit::{Browser, Installed, Program};

const PASSWORD: &str = "a quiet lamp above 7 tables";

fn installed() -> Installed {
    Installed::new(env!("CARGO_BIN_EXE_nanoprompt"))
}

/// Signs up through the pages, as the first owner.
async fn sign_up(browser: &Browser, server: &Program) {
    browser
        .goto(&format!("{}{}", server.url, server.owner_link.as_deref().unwrap()))
        .await;
    browser.fill("#born", "1990-05-31").await;
    browser.click("form .primary").await;
    browser.wait_for("return !!document.querySelector('#email')").await;
    browser.fill("#email", "ada@example.org").await;
    browser.fill("#password", PASSWORD).await;
    browser.click("[name=agree]").await;
    browser.click("form .primary").await;
    browser
        .wait_for("return document.body.classList.contains('studio')")
        .await;
}

/// Orders a picture and waits until it is there.
async fn make(browser: &Browser, words: &str) {
    let before = browser
        .run("return document.querySelectorAll('.results img').length")
        .await
        .as_u64()
        .unwrap();
    browser.fill("#prompt", words).await;
    browser.click(".bar .primary").await;
    browser
        .wait_for(&format!(
            "return document.querySelectorAll('.results img').length == {}",
            before + 1
        ))
        .await;
    browser
        .wait_for("return [...document.querySelectorAll('.results img')].every(i => i.naturalWidth > 0)")
        .await;
}

#[tokio::test]
async fn a_picture_is_made_found_looked_at_and_erased() {
    let Some(browser) = Browser::open().await else { return };
    let home = installed();
    let server = home.serve();
    sign_up(&browser, &server).await;
    make(&browser, "a lighthouse on a cliff at dusk, heavy sea").await;
    browser.goto(&format!("{}/library?q=lighthouse+sea", server.url)).await;
    browser
        .wait_for("return document.querySelectorAll('.results img').length == 1")
        .await;
    browser.click(".results a").await;
    browser
        .wait_for("return !!document.querySelector('.asset img')?.naturalWidth")
        .await;
    assert!(browser.text().await.contains("made by a procedure"));
    let asset = browser
        .run("return location.pathname")
        .await
        .as_str()
        .unwrap()
        .to_owned();
    browser.click(".confirm summary").await;
    browser.click(".confirm button").await;
    browser
        .wait_for("return location.pathname == '/library' && !document.querySelector('.results img')")
        .await;
    browser.goto(&format!("{}{asset}", server.url)).await;
    assert!(browser.text().await.contains("There is nothing here"));
    browser.goto(&format!("{}/library?q=lighthouse", server.url)).await;
    assert!(browser.text().await.contains("Nothing found"));
}

#[tokio::test]
async fn progress_goes_on_after_the_page_was_left_and_opened_again() {
    let Some(browser) = Browser::open().await else { return };
    let home = installed();
    let server = home.serve();
    sign_up(&browser, &server).await;
    browser.fill("#prompt", "calm sea at noon").await;
    browser
        .run("document.querySelector('#size').value = '2048x2048'; return true")
        .await;
    browser.click(".bar .primary").await;
    browser.goto(&format!("{}/you", server.url)).await;
    browser.goto(&server.url).await;
    browser
        .wait_for("return document.querySelectorAll('.results img').length == 1")
        .await;
}

#[tokio::test]
async fn a_stranger_paints_one_picture_that_is_nowhere() {
    let Some(browser) = Browser::open().await else { return };
    let home = installed();
    let server = home.serve();
    browser.goto(&server.url).await;
    browser.fill("#prompt", "misty mountains at dawn").await;
    browser.click(".bar .primary").await;
    browser
        .wait_for("return !!document.querySelector('.picture img')?.naturalWidth")
        .await;
    assert!(
        browser
            .run("return document.cookie + localStorage.length + sessionStorage.length")
            .await
            == "00"
    );
    assert_eq!(testkit::files_below(&home.data().join("objects")).len(), 0);
}

/// Every page that there is, with what must be done first to see it in its fullest state.
const PAGES: &[(&str, &str)] = &[
    ("studio", "/"),
    ("library", "/library"),
    ("library-nothing-found", "/library?q=zebra"),
    ("you", "/you"),
    ("policy", "/privacy-policy"),
    ("terms", "/terms"),
    ("not-found", "/nowhere"),
    ("asset", "ASSET"),
];
const STRANGERS_PAGES: &[(&str, &str)] = &[("first", "/"), ("sign-in", "/sign-in"), ("sign-up", "/sign-up")];

#[tokio::test]
async fn every_page_holds_at_every_width_theme_and_language() {
    let Some(browser) = Browser::open().await else { return };
    let home = installed();
    let server = home.serve();
    let mut faults = look_at(&browser, &server.url, STRANGERS_PAGES, "").await;
    sign_up(&browser, &server).await;
    faults.extend(look_at(&browser, &server.url, &[("studio-empty", "/")], "").await);
    for words in [
        "a lighthouse on a cliff at dusk, heavy sea",
        "misty mountains at dawn",
        "abstract teal and copper flow",
    ] {
        make(&browser, words).await;
    }
    let asset = browser
        .run("return document.querySelector('.results a').getAttribute('href')")
        .await;
    faults.extend(look_at(&browser, &server.url, PAGES, asset.as_str().unwrap()).await);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

async fn look_at(browser: &Browser, base: &str, pages: &[(&str, &str)], asset: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for language in ["en", "de", "ar-XB"] {
        for theme in ["light", "dark"] {
            prefer(browser, base, language, theme).await;
            for (name, path) in pages {
                let path = if *path == "ASSET" { asset } else { path };
                browser.goto(&format!("{base}{path}")).await;
                let mut widths = vec![1440, 768, 320];
                if language != "en" && theme == "dark" {
                    widths = vec![320];
                }
                for width in widths {
                    browser.resize(width, 900).await;
                    let at = format!("{name} {language} {theme} {width}");
                    browser.picture(&format!("{name}-{language}-{theme}-{width}")).await;
                    faults.extend(measure(browser, &at).await);
                    if language == "en" {
                        faults.extend(browser.axe().await.into_iter().map(|fault| format!("{at}: {fault}")));
                    }
                }
            }
        }
    }
    prefer(browser, base, "en", "auto").await;
    browser.resize(1440, 900).await;
    faults
}

/// Sideways scrolling, clipped words, targets that are too small, layout that moves.
async fn measure(browser: &Browser, at: &str) -> Vec<String> {
    let script = "
        const faults = [];
        const root = document.documentElement;
        if (root.scrollWidth > root.clientWidth) faults.push('scrolls sideways by ' + (root.scrollWidth - root.clientWidth));
        const seen = e => { const r = e.getBoundingClientRect(); return r.width > 1 && r.height > 1 && getComputedStyle(e).visibility != 'hidden'; };
        for (const e of document.querySelectorAll('button, a.button, label, summary, h1, h2, .chip, .rail span, dt')) {
            if (seen(e) && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display != 'inline') faults.push('clipped: ' + e.tagName + ' ' + e.textContent.trim().slice(0, 40));
        }
        for (const e of document.querySelectorAll('button, .rail a, a.button, summary, input:not([type=hidden]), select')) {
            const r = e.getBoundingClientRect();
            if (seen(e) && (r.width < 24 || r.height < 24) && e.type != 'checkbox') faults.push('small target: ' + e.tagName + ' ' + Math.round(r.width) + 'x' + Math.round(r.height) + ' ' + e.textContent.trim().slice(0, 40));
        }
        const shift = performance.getEntriesByType('layout-shift').filter(e => !e.hadRecentInput).reduce((sum, e) => sum + e.value, 0);
        if (shift > 0) faults.push('layout shift ' + shift);
        const missing = document.body.innerText.match(/\\b(stage|failed|invalid|problem|empty|size)-[a-z-]+\\b/);
        if (missing) faults.push('a message without words: ' + missing[0]);
        return faults";
    let found = browser.run(script).await;
    found
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| format!("{at}: {}", fault.as_str().unwrap()))
        .collect()
}

async fn prefer(browser: &Browser, base: &str, language: &str, theme: &str) {
    browser.goto(&format!("{base}/sign-in")).await;
    let script = format!(
        "const done = arguments[arguments.length - 1];
         fetch('/preferences', {{ method: 'POST', body: new URLSearchParams({{ language: '{language}', theme: '{theme}' }}) }})
             .then(() => done(true))"
    );
    browser.window.execute_async(&script, Vec::new()).await.unwrap();
}
