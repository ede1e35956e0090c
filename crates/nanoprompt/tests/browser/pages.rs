//! Every page at 320, 768 and 1440 pixels and in every language, in English in both themes: one test a language, so that
//! they run beside each other.

use darkroom::ImageFormat;
use http::Method;
use testkit::{Browser, Client, Installed, Mode, PASSWORD, Program, Upstream, files};

use super::{
    installed, make,
    measure::measure,
    views::{BROKEN, CREATORS, DOUBTERS, EDITORS, FILMERS, GONE, LEAVERS, NEWCOMERS, STRANGERS, TROUBLED, View},
};

const WIDTHS: [u32; 3] = [1440, 768, 320];

#[tokio::test]
async fn every_strangers_page_holds_in_english() {
    every_strangers_page_holds("en").await;
}

#[tokio::test]
async fn every_strangers_page_holds_in_german() {
    every_strangers_page_holds("de").await;
}

#[tokio::test]
async fn every_strangers_page_holds_in_the_test_language() {
    every_strangers_page_holds("ar-XB").await;
}

#[tokio::test]
async fn every_page_holds_in_english() {
    every_page_holds("en").await;
}

#[tokio::test]
async fn every_page_holds_in_german() {
    every_page_holds("de").await;
}

#[tokio::test]
async fn every_page_holds_in_the_test_language() {
    every_page_holds("ar-XB").await;
}

async fn every_strangers_page_holds(language: &'static str) {
    let Some(browser) = Browser::open().await else { return };
    let home = installed();
    let server = home.serve();
    let account = ["account", "create", "--email", "eve@example.org", "--password-stdin"];
    assert!(home.run_with_input(&account, PASSWORD).status.success());
    let mut look = Look::new(browser, &server, language);
    look.speak().await;
    look.at(STRANGERS).await;
    look.found_nothing();
}

/// What somebody sees from the day they sign up until things go wrong.
async fn every_page_holds(language: &'static str) {
    let Some(browser) = Browser::open().await else { return };
    let upstream = Upstream::start().await;
    let webhooks = "[webhooks]\norigins = [\"http://127.0.0.1:9\"]";
    let home = installed().with_settings(&format!("{webhooks}\n[[provider]]\n{}", upstream.table()));
    let server = home.serve();
    browser.sign_up(&server).await;
    let mut look = Look::new(browser, &server, language);
    look.speak().await;
    look.at(NEWCOMERS).await;
    look.make_pictures().await;
    look.at(CREATORS).await;
    look.make_film().await;
    look.at(FILMERS).await;
    look.make_edit(&home).await;
    look.at(EDITORS).await;
    look.make_trouble(&upstream).await;
    look.at(TROUBLED).await;
    std::fs::remove_dir_all(home.data().join("objects")).unwrap();
    look.at(BROKEN).await;
    look.at(DOUBTERS).await;
    look.leave("/you/erase").await;
    look.at(LEAVERS).await;
    look.leave("/leaving/now").await;
    look.at(GONE).await;
    look.found_nothing();
}

/// Somebody with picky eyes, and what they found.
struct Look {
    browser: Browser,
    base: String,
    asset: String,
    language: &'static str,
    is_translated: bool,
    faults: Vec<String>,
}

impl Look {
    fn new(browser: Browser, server: &Program, language: &'static str) -> Self {
        Self {
            browser,
            base: server.url.clone(),
            asset: String::new(),
            language,
            is_translated: language != "en",
            faults: Vec::new(),
        }
    }

    fn found_nothing(self) {
        let Self { faults, .. } = self;
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
    }

    /// The oldest by somebody else's model.
    async fn make_pictures(&mut self) {
        self.browser.goto(&self.base).await;
        self.order_from_the_lab().await;
        self.browser.goto(&self.base).await;
        self.browser
            .wait_for("return !!document.querySelector('.results img')?.naturalWidth")
            .await;
        for words in [
            "a lighthouse on a cliff at dusk, heavy sea",
            "misty mountains at dawn",
            "abstract teal and copper flow",
        ] {
            make(&self.browser, words).await;
        }
        let asset = self
            .browser
            .run("return document.querySelector('.results a').getAttribute('href')")
            .await;
        asset.as_str().unwrap().clone_into(&mut self.asset);
    }

    /// A text, a prompt, and last a short film.
    async fn make_film(&mut self) {
        for (kind, words) in [
            (
                "text",
                "keywords: The harbour was built in 1850. Storms damaged the harbour wall in 1901.",
            ),
            ("prompt", "an old harbour in winter"),
            ("video", "waves under a full moon"),
        ] {
            self.browser.goto(&self.base).await;
            let order = format!(
                "document.querySelector('[name=kind][value={kind}]').click(); document.querySelector('#seconds').value = '4'; document.querySelector('#video_size').value = '640x360'; return true"
            );
            self.browser.run(&order).await;
            let before = self
                .browser
                .run("return document.querySelectorAll('.results > li').length")
                .await;
            self.browser.fill("#prompt", words).await;
            self.browser.click(".bar .primary").await;
            let is_there = format!(
                "return document.querySelectorAll('.results > li').length > {before} && !document.querySelector('.results progress')"
            );
            self.browser.wait_for(&is_there).await;
        }
        let film =
            "return document.querySelector('.results .film').closest('li').querySelector('a').getAttribute('href')";
        let asset = self.browser.run(film).await;
        asset.as_str().unwrap().clone_into(&mut self.asset);
    }

    /// An edit with a mask, by a model that paints everything anew; it takes the picture's place.
    async fn make_edit(&mut self, home: &Installed) {
        let made = home.run(&["key", "create", "--email", "ada@example.org", "--name", "edits"]);
        let said = String::from_utf8(made.stdout).unwrap();
        let key = said.split_whitespace().find(|word| word.starts_with("np_")).unwrap();
        let program = Client::new(&self.base).with_key(key);
        let (picture, mask) = (files::plain(64, 64, ImageFormat::Png), files::mask(64, 64));
        let parts: [(&str, &str, &[u8]); 2] = [("image", "image/png", &picture), ("mask", "image/png", &mask)];
        let fields = [
            ("prompt", "a meadow on the left"),
            ("model", "lab/fake-image"),
            ("size", "64x64"),
        ];
        let (body, media_type) = files::form_of(&parts, &fields);
        let edit = program
            .send(Method::POST, "/v1/images/edits", Some(media_type), body.into(), &[])
            .await;
        assert_eq!(
            edit.header("x-nanoprompt-kept-to-mask"),
            "changed_outside",
            "{}",
            edit.text()
        );
        let newest = program.get("/api/v1/assets?limit=1").await.json();
        self.asset = format!("/library/{}", newest["data"][0]["id"].as_str().unwrap());
    }

    /// One order that is refused, one that ends in doubt, and two that never end.
    async fn make_trouble(&self, upstream: &Upstream) {
        self.browser.goto(&self.base).await;
        for (mode, tiles) in [(Mode::Refusing, 1), (Mode::Cut, 2)] {
            upstream.behave(mode);
            self.order_from_the_lab().await;
            self.browser
                .wait_for(&format!(
                    "return document.querySelectorAll('.failed').length == {tiles}"
                ))
                .await;
        }
        upstream.behave(Mode::Hang);
        self.order_from_the_lab().await;
        self.order_from_the_lab().await;
        self.browser.goto(&self.base).await;
        self.browser
            .wait_for("return !!document.querySelector('.cancel button')")
            .await;
    }

    async fn order_from_the_lab(&self) {
        let script = "const done = arguments[arguments.length - 1];
            const body = new URLSearchParams({ prompt: 'a red barn in the snow, seen from far away', model: 'lab/fake-image', size: '64x64' });
            fetch('/generations', { method: 'POST', body }).then(answer => done(answer.status))";
        let status = self.browser.window.execute_async(script, Vec::new()).await.unwrap();
        assert_eq!(status, 200);
    }

    /// Has the account erased, later or at once; the receipt takes the picture's place.
    async fn leave(&mut self, address: &str) {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             fetch('{address}', {{ method: 'POST', body: new URLSearchParams({{ when: 'later', password: '{PASSWORD}' }}) }})
                 .then(answer => done(new URL(answer.url).pathname))"
        );
        let receipt = self.browser.window.execute_async(&script, Vec::new()).await.unwrap();
        receipt.as_str().unwrap().clone_into(&mut self.asset);
        assert!(self.asset.starts_with("/erasures/"), "{}", self.asset);
    }

    /// Asks for the language; the theme is left to the system, so that it can be switched while a page stands.
    async fn speak(&self) {
        self.browser.goto(&format!("{}/terms", self.base)).await;
        let script = format!(
            "const done = arguments[arguments.length - 1];
             fetch('/preferences', {{ method: 'POST', body: new URLSearchParams({{ language: '{}', theme: 'auto' }}) }}).then(() => done(true))",
            self.language
        );
        self.browser.window.execute_async(&script, Vec::new()).await.unwrap();
    }

    async fn at(&mut self, views: &[View]) {
        for view in views {
            for width in WIDTHS {
                self.browser.resize(width, 900).await;
                self.reach(view, width).await;
                for theme in self.themes(width) {
                    self.judge(view, width, theme).await;
                }
            }
        }
        self.browser.resize(1440, 900).await;
    }

    /// The second theme changes nothing but colours, so a translation is seen once at each width.
    const fn themes(&self, width: u32) -> &'static [&'static str] {
        match (self.is_translated, width) {
            (false, _) => &["light", "dark"],
            (true, 768) => &["dark"],
            (true, _) => &["light"],
        }
    }

    async fn reach(&self, view: &View, width: u32) {
        // Whoever was too young once stays it, until their browser forgets.
        let _ = self.browser.window.delete_cookie("age").await;
        let address = self.address(view, width);
        self.browser.goto(&address).await;
        if !view.act.is_empty() {
            self.browser.run(view.act).await;
        }
        self.browser.wait_for(view.until).await;
    }

    /// Another address each time: a page that is asked for again gets back what was typed into it, which a first visit
    /// does not show.
    fn address(&self, view: &View, width: u32) -> String {
        let address = view.address.replace("BASE", &self.base).replace("ASSET", &self.asset);
        let address = address.replace("EDIT", &self.asset.replace("/library/", "/edit/"));
        let sign = if address.contains('?') { '&' } else { '?' };
        if address.starts_with("data:") {
            address
        } else {
            format!("{address}{sign}width={width}")
        }
    }

    async fn judge(&mut self, view: &View, width: u32, theme: &str) {
        let browser = &self.browser;
        let at = format!("{}-{}-{theme}-{width}", view.name, self.language);
        browser.prefer(theme).await;
        browser.picture(&at).await;
        self.faults.extend(measure(browser, &at, !view.act.is_empty()).await);
        // A translation changes little of what axe sees.
        let found = match (self.is_translated, width, theme) {
            (false, _, "light") | (_, 768, "dark") => browser.axe().await,
            (false, ..) => browser.axe_colours().await,
            (true, ..) => Vec::new(),
        };
        self.faults
            .extend(found.into_iter().map(|fault| format!("{at}: {fault}")));
    }
}
