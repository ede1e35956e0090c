//! The built-in models in the studio: a film that plays, a brush that marks, styles that are laid over.

use testkit::Browser;

use super::{installed, make};

/// Draws the film's present picture, and keeps how long it has run, its brightest light, and the sum of its lights.
const LOOK: &str = "
    const video = document.querySelector('video'), canvas = document.createElement('canvas');
    canvas.width = 64; canvas.height = 36;
    const context = canvas.getContext('2d');
    context.drawImage(video, 0, 0, 64, 36);
    const data = [...context.getImageData(0, 0, 64, 36).data].filter((_, at) => at % 4 < 3);
    return [video.currentTime, Math.max(...data), data.reduce((sum, value, at) => sum + value * (at % 97), 0)]";

async fn look(browser: &Browser) -> [f64; 3] {
    let seen = browser.run(LOOK).await;
    std::array::from_fn(|at| seen[at].as_f64().unwrap())
}

#[tokio::test]
async fn a_film_is_made_and_plays() {
    let Some(browser) = Browser::open().await else { return };
    let home = installed();
    let server = home.serve();
    browser.sign_up(&server).await;
    browser
        .run("document.querySelector('[name=kind][value=video]').click(); document.querySelector('#video_size').value = '640x360'; document.querySelector('#seconds').value = '4'; return true")
        .await;
    browser
        .wait_for("return document.querySelector('#video_size').checkVisibility() && !document.querySelector('#size').checkVisibility()")
        .await;
    make(&browser, "waves under a full moon").await;
    assert!(
        browser
            .run("return !!document.querySelector('.results .film')")
            .await
            .as_bool()
            .unwrap()
    );
    let asset = browser.run("return document.querySelector('.results a').href").await;
    browser.goto(asset.as_str().unwrap()).await;
    browser
        .wait_for("return document.querySelector('video').readyState >= 2 && document.querySelector('video').videoWidth == 640")
        .await;
    let length = browser
        .run("return document.querySelector('video').duration")
        .await
        .as_f64()
        .unwrap();
    assert!((length - 4.0).abs() < 0.05, "{length}");
    browser
        .run("const video = document.querySelector('video'); video.muted = true; video.play(); return true")
        .await;
    browser
        .wait_for("return document.querySelector('video').currentTime > 0.3")
        .await;
    let first = look(&browser).await;
    browser
        .wait_for("return document.querySelector('video').currentTime > 1.5")
        .await;
    let second = look(&browser).await;
    assert!(second[0] > first[0], "time goes on: {first:?} {second:?}");
    assert!(first[1] > 60.0 && second[1] > 60.0, "not black: {first:?} {second:?}");
    assert!(
        (first[2] - second[2]).abs() > 1.0,
        "the picture changes: {first:?} {second:?}"
    );
    browser
        .run("document.querySelector('video').currentTime = 3.5; return true")
        .await;
    browser
        .wait_for("const video = document.querySelector('video'); return !video.seeking && video.currentTime >= 3.5")
        .await;
}

#[tokio::test]
async fn only_what_the_brush_has_marked_changes() {
    let Some(browser) = Browser::open().await else { return };
    let home = installed();
    let server = home.serve();
    browser.sign_up(&server).await;
    make(&browser, "sunset clouds").await;
    let asset = browser
        .run("return document.querySelector('.results a').getAttribute('href')")
        .await;
    let edit = asset.as_str().unwrap().replace("/library/", "/edit/");
    browser.resize(1440, 900).await;
    browser.goto(&format!("{}{edit}", server.url)).await;
    browser
        .wait_for(
            "return !!document.querySelector('#canvas img')?.naturalWidth && !document.querySelector('.tools').hidden",
        )
        .await;
    browser
        .run("document.querySelector('#brush-size').value = '70'; return true")
        .await;
    stroke(&browser).await;
    browser
        .wait_for("return document.querySelector('#mask-state').innerText.includes('Only what is marked')")
        .await;
    browser
        .run("document.querySelector('[data-action=undo]').click(); return true")
        .await;
    browser
        .wait_for("return document.querySelector('#mask-state').innerText.includes('Nothing is marked')")
        .await;
    browser
        .run("document.querySelector('[data-action=redo]').click(); return true")
        .await;
    browser
        .run("document.querySelector('[name=suggested][value=\"black and white\"]').click(); return true")
        .await;
    browser
        .wait_for("return !!document.querySelector('#edits img')?.naturalWidth")
        .await;
    let changed = browser.run(CHANGED).await;
    let (inside, outside) = (changed[0].as_f64().unwrap(), changed[1].as_f64().unwrap());
    assert!(inside > 8.0 && outside < 3.0, "inside {inside}, outside {outside}");
}

/// How far the middle and the upper left corner of the result's thumbnail are from those of the picture.
const CHANGED: &str = "
    const read = (image) => {
        const canvas = document.createElement('canvas');
        canvas.width = 90; canvas.height = 90;
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0, 90, 90);
        return (x, y) => [...context.getImageData(x, y, 10, 10).data];
    };
    const before = read(document.querySelector('#canvas img')), after = read(document.querySelector('#edits img'));
    const far = (x, y) => { const a = before(x, y), b = after(x, y); return a.reduce((sum, value, at) => sum + Math.abs(value - b[at]), 0) / a.length };
    return [far(40, 40), far(2, 2)]";

/// From left to right across the middle.
async fn stroke(browser: &Browser) {
    let place = browser
        .run("const box = document.querySelector('#canvas canvas').getBoundingClientRect(); return [box.left + box.width * 0.3, box.top + box.height * 0.5, box.width * 0.4]")
        .await;
    let (x, y, far) = (
        place[0].as_f64().unwrap(),
        place[1].as_f64().unwrap(),
        place[2].as_f64().unwrap(),
    );
    browser.drag((x, y), (x + far, y)).await;
}
