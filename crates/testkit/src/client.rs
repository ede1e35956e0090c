//! A browser without a screen: keeps cookies, sends what browsers send, follows redirects when asked.

use std::{collections::BTreeMap, sync::Mutex};

use bytes::Bytes;
use reqwest::{
    Method, StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue, SET_COOKIE},
    redirect::Policy,
};

/// One browser profile, or one program with a key.
pub struct Client {
    http: reqwest::Client,
    base: String,
    cookies: Mutex<BTreeMap<String, String>>,
    bearer: Option<String>,
    host: Option<String>,
}

/// What came back, read to its end.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Client {
    /// A fresh profile for the service at `base`.
    ///
    /// # Panics
    /// When the client cannot be built.
    #[must_use]
    pub fn new(base: &str) -> Self {
        Self::build(base, None)
    }

    /// The same, trusting exactly this certificate (DER).
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn trusting(base: &str, certificate: &[u8]) -> Self {
        Self::build(base, Some(certificate))
    }

    fn build(base: &str, certificate: Option<&[u8]>) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        #[expect(
            clippy::disallowed_methods,
            reason = "this client stands outside the house and looks at it"
        )]
        let builder = reqwest::Client::builder();
        let certificates = certificate.map(|der| reqwest::Certificate::from_der(der).unwrap());
        let builder = match certificates {
            Some(certificate) => builder.tls_certs_only([certificate]),
            None => builder,
        };
        let http = builder.redirect(Policy::none()).no_proxy().build().unwrap();
        Self {
            http,
            base: base.to_owned(),
            cookies: Mutex::default(),
            bearer: None,
            host: None,
        }
    }

    /// The same, as a program with an API key.
    #[must_use]
    pub fn with_key(mut self, key: &str) -> Self {
        self.bearer = Some(key.to_owned());
        self
    }

    /// The same, asking for the service by this name, as a proxy in front of it passes it on.
    #[must_use]
    pub fn with_host(mut self, host: &str) -> Self {
        self.host = Some(host.to_owned());
        self
    }

    /// Fetches a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Bytes::new(), &[]).await
    }

    /// Fetches a page; nothing where nobody answers.
    pub async fn try_get(&self, path: &str) -> Option<StatusCode> {
        let sent = self.http.get(format!("{}{path}", self.base)).send().await;
        sent.ok().map(|response| response.status())
    }

    /// Fetches a page, or sends a form there; its status, or why there is none.
    ///
    /// # Errors
    /// What went wrong on the way.
    pub async fn try_send(&self, path: &str, form: Option<&[(&str, &str)]>) -> Result<u16, String> {
        self.try_answer(path, form).await.map(|answer| answer.status.as_u16())
    }

    /// Fetches a page; the whole of it, or why there is none.
    ///
    /// # Errors
    /// What went wrong on the way.
    pub async fn try_get_page(&self, path: &str) -> Result<Answer, String> {
        self.try_answer(path, None).await
    }

    async fn try_answer(&self, path: &str, form: Option<&[(&str, &str)]>) -> Result<Answer, String> {
        let url = format!("{}{path}", self.base);
        let request = match form {
            None => self.http.get(url),
            Some(fields) => self
                .http
                .post(url)
                .header("content-type", "application/x-www-form-urlencoded")
                .header("sec-fetch-site", "same-origin")
                .body(form_body(fields)),
        };
        let sent = request.header("cookie", self.cookie_header()).send().await;
        let answer = sent.map_err(|error| format!("{error:?}"))?;
        Ok(Answer {
            status: answer.status(),
            headers: answer.headers().clone(),
            body: answer.bytes().await.map_err(|error| format!("{error:?}"))?,
        })
    }

    /// Fetches with more headers.
    pub async fn get_with(&self, path: &str, headers: &[(&'static str, &str)]) -> Answer {
        self.send(Method::GET, path, None, Bytes::new(), headers).await
    }

    /// Asks for a page's head alone.
    pub async fn head(&self, path: &str) -> Answer {
        self.send(Method::HEAD, path, None, Bytes::new(), &[]).await
    }

    /// Fetches a page and wherever it leads.
    ///
    /// # Panics
    /// When it leads in circles.
    pub async fn follow(&self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        for _ in 0..5 {
            let Some(next) = answer.location() else { return answer };
            answer = self.get(&next).await;
        }
        panic!("{path} leads in circles");
    }

    /// Sends a form, as the page's own button would.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_body(fields);
        let form = Some("application/x-www-form-urlencoded");
        self.send(
            Method::POST,
            path,
            form,
            body.into(),
            &[("sec-fetch-site", "same-origin")],
        )
        .await
    }

    /// Sends JSON.
    pub async fn post_json(&self, path: &str, body: &serde_json::Value) -> Answer {
        self.send(
            Method::POST,
            path,
            Some("application/json"),
            body.to_string().into(),
            &[],
        )
        .await
    }

    /// Sends JSON and gives the answer's body piece by piece; whoever drops it has left.
    ///
    /// # Panics
    /// When the service does not answer at all.
    pub async fn stream_json(
        &self,
        path: &str,
        body: &serde_json::Value,
    ) -> futures::stream::BoxStream<'static, Option<Bytes>> {
        let request = self
            .http
            .post(format!("{}{path}", self.base))
            .header("content-type", "application/json")
            .body(body.to_string());
        self.open(request).await
    }

    /// The body of what is at a path, piece by piece; whoever drops it has left.
    ///
    /// # Panics
    /// When the service does not answer at all.
    pub async fn stream(&self, path: &str) -> futures::stream::BoxStream<'static, Option<Bytes>> {
        self.open(self.http.get(format!("{}{path}", self.base))).await
    }

    async fn open(&self, mut request: reqwest::RequestBuilder) -> futures::stream::BoxStream<'static, Option<Bytes>> {
        if let Some(key) = &self.bearer {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        let response = request.send().await.unwrap();
        Box::pin(futures::StreamExt::map(response.bytes_stream(), Result::ok))
    }

    /// Sends anything.
    ///
    /// # Panics
    /// When the service does not answer at all.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        media_type: Option<&str>,
        body: Bytes,
        headers: &[(&'static str, &str)],
    ) -> Answer {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", self.base)
        };
        let mut request = self
            .http
            .request(method, url)
            .body(body)
            .header("cookie", self.cookie_header());
        if let Some(media_type) = media_type {
            request = request.header("content-type", media_type);
        }
        if let Some(key) = &self.bearer {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        if let Some(host) = &self.host {
            request = request.header("host", host);
        }
        for (name, value) in headers {
            request = request.header(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        self.remember(&headers);
        Answer {
            status,
            headers,
            body: response.bytes().await.unwrap(),
        }
    }

    /// A cookie's value.
    ///
    /// # Panics
    /// When another thread panicked with the cookies in its hands.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// Every cookie's name.
    ///
    /// # Panics
    /// As [`Client::cookie`].
    #[must_use]
    pub fn cookie_names(&self) -> Vec<String> {
        self.cookies.lock().unwrap().keys().cloned().collect()
    }

    /// Puts a cookie into the profile.
    ///
    /// # Panics
    /// As [`Client::cookie`].
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    fn cookie_header(&self) -> String {
        let cookies = self.cookies.lock().unwrap();
        cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    fn remember(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.lock().unwrap();
        for set in headers.get_all(SET_COOKIE) {
            let text = set.to_str().unwrap();
            let (name, value) = text.split(';').next().and_then(|pair| pair.split_once('=')).unwrap();
            if text.to_ascii_lowercase().contains("max-age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Answer {
    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is not JSON; with what it is.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {} {}", self.status, self.text()))
    }

    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    /// Where a redirect leads.
    #[must_use]
    pub fn location(&self) -> Option<String> {
        self.status
            .is_redirection()
            .then(|| self.header("location").to_owned())
            .filter(|place| !place.is_empty())
    }

    /// The value of a hidden field on the page.
    #[must_use]
    pub fn hidden_field(&self, name: &str) -> Option<String> {
        let text = self.text();
        let tag = text
            .split('<')
            .find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\"")))?;
        tag.split("value=\"").nth(1)?.split('"').next().map(str::to_owned)
    }

    /// The first link on the page whose address starts so.
    #[must_use]
    pub fn link(&self, start: &str) -> Option<String> {
        self.links(start).into_iter().next()
    }

    /// Every link that begins so.
    #[must_use]
    pub fn links(&self, start: &str) -> Vec<String> {
        let text = self.text();
        let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        links
            .filter(|link| link.starts_with(start))
            .map(str::to_owned)
            .collect()
    }
}

fn form_body(fields: &[(&str, &str)]) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                (byte as char).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
