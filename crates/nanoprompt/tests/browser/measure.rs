//! What a machine can see of a page's faults.

use testkit::Browser;

/// Sideways scrolling, clipped words, small targets, layout that moves, sizes and colours beside the tokens.
/// `acted`: something was done on the page, which may have moved it.
pub async fn measure(browser: &Browser, at: &str, acted: bool) -> Vec<String> {
    let found = browser
        .window
        .execute_async(include_str!("measure.js"), vec![acted.into()])
        .await
        .unwrap();
    found
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| format!("{at}: {}", fault.as_str().unwrap()))
        .collect()
}
