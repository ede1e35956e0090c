//! The studio in a real browser: what people do in it, and every page at every width, in both themes and every language.

#![expect(clippy::unwrap_used, reason = "in a test, what does not work shall stop it at once")]

mod atelier;
mod measure;
mod pages;
mod views;
mod walks;

use testkit::{Browser, Installed};

fn installed() -> Installed {
    Installed::new(env!("CARGO_BIN_EXE_nanoprompt"))
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
