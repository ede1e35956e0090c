//! What people do in the studio, from the first click to what the world looks like afterwards.

use testkit::{Browser, Upstream};

use super::{installed, make};

#[tokio::test]
async fn a_picture_is_made_found_looked_at_and_erased() {
    let Some(browser) = Browser::open().await else { return };
    let home = installed();
    let server = home.serve();
    browser.sign_up(&server).await;
    make(&browser, "a lighthouse on a cliff at dusk, heavy sea").await;
    browser.goto(&format!("{}/library?q=lighthouse+sea", server.url)).await;
    browser
        .wait_for("return document.querySelectorAll('.results img').length == 1")
        .await;
    let asset = browser
        .run("return document.querySelector('.results a').getAttribute('href')")
        .await
        .as_str()
        .unwrap()
        .to_owned();
    browser.goto(&format!("{}{asset}", server.url)).await;
    browser
        .wait_for("return !!document.querySelector('.asset img')?.naturalWidth")
        .await;
    assert!(browser.text().await.contains("made by a procedure"));
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
    browser.sign_up(&server).await;
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

#[tokio::test]
async fn a_picture_opens_in_a_drawer_that_gives_the_focus_back() {
    let Some(browser) = Browser::open().await else { return };
    let home = installed();
    let server = home.serve();
    browser.sign_up(&server).await;
    make(&browser, "misty mountains at dawn").await;
    for width in [1440, 600] {
        browser.resize(width, 900).await;
        browser.click(".results a").await;
        browser.wait_for(IS_OPEN).await;
        assert!(browser.text().await.contains("made by a procedure"));
        browser
            .wait_for(
                "return location.pathname.startsWith('/library/') && document.activeElement.matches('.drawer h2')",
            )
            .await;
        press(&browser, ESCAPE).await;
        browser.wait_for(IS_SHUT_AND_FOCUS_IS_BACK).await;
        browser.click(".results a").await;
        browser.wait_for(IS_OPEN).await;
        browser.run("history.back(); return true").await;
        browser.wait_for(IS_SHUT_AND_FOCUS_IS_BACK).await;
        browser.run("history.forward(); return true").await;
        browser.wait_for(IS_OPEN).await;
        browser.click(".drawer [data-close]").await;
        browser.wait_for(IS_SHUT_AND_FOCUS_IS_BACK).await;
    }
    browser.click(".results a").await;
    browser.wait_for(IS_OPEN).await;
    browser.click(".drawer .confirm summary").await;
    browser.click(".drawer .confirm button").await;
    browser
        .wait_for("return location.pathname == '/' && !document.querySelector('.drawer[open], .results img')")
        .await;
    browser.goto(&format!("{}/library", server.url)).await;
    assert!(browser.text().await.contains("Your library is empty"));
}

/// Keys that are no characters, as the standard of `WebDriver` writes them.
const ESCAPE: &str = "\u{e00c}";
const CONTROL_ENTER: &str = "\u{e009}\u{e007}";

async fn press(browser: &Browser, keys: &str) {
    let focused = browser.window.active_element().await.unwrap();
    focused.send_keys(keys).await.unwrap();
}

const IS_OPEN: &str = "return !!document.querySelector('.drawer[open] img')?.naturalWidth";
const IS_SHUT_AND_FOCUS_IS_BACK: &str = "return location.pathname == '/' && !document.querySelector('.drawer[open]')
     && document.activeElement.matches('.results a')";

#[tokio::test]
async fn the_keys_reach_the_prompt_and_make_the_picture() {
    let Some(browser) = Browser::open().await else { return };
    let home = installed();
    let server = home.serve();
    browser.sign_up(&server).await;
    press(&browser, "/").await;
    browser.wait_for("return document.activeElement.id == 'prompt'").await;
    press(&browser, "calm sea at noon").await;
    press(&browser, CONTROL_ENTER).await;
    browser
        .wait_for("return document.querySelectorAll('.results img').length == 1")
        .await;
}

#[tokio::test]
async fn what_a_model_elsewhere_would_be_sent_is_seen_before_it_is_sent() {
    let Some(browser) = Browser::open().await else { return };
    let upstream = Upstream::start().await;
    let home = installed().with_settings(&format!("[[provider]]\n{}", upstream.table()));
    let server = home.serve();
    browser.sign_up(&server).await;
    let chip = "return document.querySelector('.destinations [data-chosen] .chip').innerText";
    assert_eq!(browser.run(chip).await, "stays here");
    browser
        .run("const m = document.querySelector('#model'); m.value = 'lab/fake-image'; m.dispatchEvent(new Event('change')); return true")
        .await;
    assert_eq!(browser.run(chip).await, "goes to lab · EU, US · kept 30 days");
    assert_eq!(
        browser.run("return document.querySelector('#size').value").await,
        "64x64"
    );
    browser.fill("#prompt", "a red barn").await;
    browser.click(".destinations [data-chosen] button").await;
    browser
        .wait_for("return !!document.querySelector('.outbound dl')")
        .await;
    let shown = browser
        .run("return document.querySelector('.outbound').innerText")
        .await;
    let shown = shown.as_str().unwrap();
    assert!(
        shown.contains("a red barn") && shown.contains(&upstream.base_url()),
        "{shown}"
    );
    assert_eq!(upstream.submits(), 0, "looking sends nothing");
}
