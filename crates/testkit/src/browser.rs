//! Chromium, driven through `WebDriver`.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use fantoccini::{
    Client, ClientBuilder,
    actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
};
use serde_json::{Value, json};

use crate::{PASSWORD, Program};

/// A browser window of its own, with an empty profile. Closed when dropped.
pub struct Browser {
    driver: Child,
    port: u16,
    /// The window.
    pub window: Client,
    _profile: tempfile::TempDir,
}

/// The driver's program, where the check has one: `NANOPROMPT_TEST_BROWSER`. Without it, browser tests are left out.
#[must_use]
pub fn driver() -> Option<String> {
    variable("NANOPROMPT_TEST_BROWSER")
}

/// axe-core's script, where the check has it: below `NANOPROMPT_TEST_CLIENTS`.
#[must_use]
pub fn axe() -> Option<PathBuf> {
    Some(PathBuf::from(variable("NANOPROMPT_TEST_CLIENTS")?).join("node/node_modules/axe-core/axe.min.js"))
}

/// The Python that has the official client, where the check has it: below `NANOPROMPT_TEST_CLIENTS`.
#[must_use]
pub fn python() -> Option<PathBuf> {
    clients().map(|folder| folder.join("python/bin/python"))
}

/// The folder with other people's clients, where the check has them: `NANOPROMPT_TEST_CLIENTS`.
#[must_use]
pub fn clients() -> Option<PathBuf> {
    let folder = variable("NANOPROMPT_TEST_CLIENTS");
    if folder.is_none() {
        leave_out("no official client here; ./check brings one");
    }
    folder.map(PathBuf::from)
}

/// Where to put pictures of pages, for people to look at: `NANOPROMPT_TEST_PICTURES`.
#[must_use]
pub fn pictures() -> Option<PathBuf> {
    variable("NANOPROMPT_TEST_PICTURES").map(PathBuf::from)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the check tells tests about their peers by the environment"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Says that a test is left out, and why.
#[expect(clippy::print_stdout, reason = "the test's own word to whoever runs it")]
pub(crate) fn leave_out(why: &str) {
    println!("left out: {why}");
}

impl Browser {
    /// Opens a window; `None` where the check has no browser.
    ///
    /// # Panics
    /// When there should be a browser and it does not start.
    pub async fn open() -> Option<Self> {
        let Some(program) = driver() else {
            leave_out("no browser here; ./check brings one");
            return None;
        };
        let profile = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = Command::new(program);
        command
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let driver = command.spawn().unwrap();
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--no-first-run".to_owned(),
            "--hide-scrollbars".to_owned(),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        let mut capabilities = serde_json::Map::new();
        capabilities.insert("goog:chromeOptions".to_owned(), json!({ "args": arguments }));
        let window = connect(port, capabilities).await;
        Some(Self {
            driver,
            port,
            window,
            _profile: profile,
        })
    }

    /// Goes to an address.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn goto(&self, address: &str) {
        self.window.goto(address).await.unwrap();
    }

    /// Gives the window a size in CSS pixels.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Has the system ask for dark or light.
    ///
    /// # Panics
    /// When the browser cannot.
    pub async fn prefer(&self, scheme: &str) {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", features).await;
    }

    /// Runs a script in the page; what it returns.
    ///
    /// # Panics
    /// When the script throws.
    pub async fn run(&self, script: &str) -> Value {
        self.window.execute(script, Vec::new()).await.unwrap()
    }

    /// Waits until a script returns something true.
    ///
    /// # Panics
    /// When it does not for ten seconds; with the page's text.
    pub async fn wait_for(&self, script: &str) {
        for _ in 0..600 {
            if self
                .window
                .execute(script, Vec::new())
                .await
                .is_ok_and(|value| value == json!(true))
            {
                return;
            }
            #[expect(clippy::disallowed_methods, reason = "a browser has a clock of its own")]
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("never true: {script}\n{}", self.text().await);
    }

    /// The text of the page.
    ///
    /// # Panics
    /// When there is no page.
    pub async fn text(&self) -> String {
        self.run("return document.body.innerText")
            .await
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Types into a field, and clicks a button.
    ///
    /// # Panics
    /// When there is no such field.
    pub async fn fill(&self, selector: &str, text: &str) {
        let script = "const e = document.querySelector(arguments[0]); e.value = arguments[1];
                      e.dispatchEvent(new Event('input', { bubbles: true })); return true";
        self.window
            .execute(script, vec![json!(selector), json!(text)])
            .await
            .unwrap();
    }

    /// Clicks.
    ///
    /// # Panics
    /// When there is nothing to click.
    pub async fn click(&self, selector: &str) {
        let script = "document.querySelector(arguments[0]).click(); return true";
        self.window.execute(script, vec![json!(selector)]).await.unwrap();
    }

    /// Presses the mouse at one place of the window, moves it to another, and lets go.
    ///
    /// # Panics
    /// When a place is outside the window.
    pub async fn drag(&self, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) {
        let move_to = |x: f64, y: f64| PointerAction::MoveTo { duration: None, x, y };
        let button = MOUSE_BUTTON_LEFT;
        let mouse = MouseActions::new("mouse".to_owned())
            .then(move_to(x, y))
            .then(PointerAction::Down { button })
            .then(move_to(f64::midpoint(x, to_x), f64::midpoint(y, to_y)))
            .then(move_to(to_x, to_y))
            .then(PointerAction::Up { button });
        self.window.perform_actions(mouse).await.unwrap();
    }

    /// Signs up through the pages, as the first owner, and waits for the studio.
    ///
    /// # Panics
    /// When that does not work.
    pub async fn sign_up(&self, server: &Program) {
        let link = server.owner_link.as_deref().unwrap();
        self.goto(&format!("{}{link}", server.url)).await;
        self.fill("#born", "1990-05-31").await;
        self.click("form .primary").await;
        self.wait_for("return !!document.querySelector('#email')").await;
        self.fill("#email", "ada@example.org").await;
        self.fill("#password", PASSWORD).await;
        self.click("[name=agree]").await;
        self.click("form .primary").await;
        self.wait_for("return document.body.classList.contains('studio')").await;
    }

    /// A picture of the window, where somebody wants to look at it.
    ///
    /// # Panics
    /// When the picture cannot be taken.
    pub async fn picture(&self, name: &str) {
        if let Some(folder) = pictures() {
            std::fs::create_dir_all(&folder).unwrap();
            let bytes = self.window.screenshot().await.unwrap();
            std::fs::write(folder.join(format!("{name}.png")), bytes).unwrap();
        }
    }

    /// What axe-core objects to on the page, one line each.
    ///
    /// # Panics
    /// When axe-core is not there or does not run.
    pub async fn axe(&self) -> Vec<String> {
        self.axe_with(json!({})).await
    }

    /// What axe-core objects to in the page's colours alone, where the rest has been looked at.
    ///
    /// # Panics
    /// As [`Browser::axe`].
    pub async fn axe_colours(&self) -> Vec<String> {
        self.axe_with(json!({ "runOnly": ["color-contrast"] })).await
    }

    async fn axe_with(&self, options: Value) -> Vec<String> {
        if self.run("return !window.axe").await == json!(true) {
            let source = std::fs::read_to_string(axe().unwrap()).unwrap();
            self.window.execute(&source, Vec::new()).await.unwrap();
        }
        let script = "const [options, done] = arguments;
            axe.run(document, { resultTypes: ['violations'], ...options }).then(r => done(r.violations.map(v =>
                v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join(' | '))))";
        let found = self.window.execute_async(script, vec![options]).await.unwrap();
        found
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line.as_str().unwrap().to_owned())
            .collect()
    }

    async fn devtools(&self, command: &str, parameters: Value) {
        let call = Devtools {
            command: command.to_owned(),
            parameters,
        };
        self.window.issue_cmd(call).await.unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A driver that is killed leaves its browser running; one that is asked takes it along.
        let _ = shut_down(self.port);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Asks the driver to close every window and end, and waits until it has.
fn shut_down(port: u16) -> std::io::Result<()> {
    let mut line = TcpStream::connect(("127.0.0.1", port))?;
    line.set_read_timeout(Some(Duration::from_secs(5)))?;
    line.write_all(b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
    line.read_to_end(&mut Vec::new())?;
    Ok(())
}

async fn connect(port: u16, capabilities: serde_json::Map<String, Value>) -> Client {
    let mut tries = 0;
    loop {
        let mut builder = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new());
        builder.capabilities(capabilities.clone());
        match builder.connect(&format!("http://127.0.0.1:{port}")).await {
            Ok(client) => return client,
            Err(error) if tries > 100 => panic!("the browser did not start: {error}"),
            Err(_) => tries += 1,
        }
        #[expect(clippy::disallowed_methods, reason = "the driver has a clock of its own")]
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

/// Chromium's own commands, beside `WebDriver`'s.
#[derive(Debug)]
struct Devtools {
    command: String,
    parameters: Value,
}

impl fantoccini::wd::WebDriverCompatibleCommand for Devtools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({ "cmd": self.command, "params": self.parameters });
        (http::Method::POST, Some(body.to_string()))
    }
}
