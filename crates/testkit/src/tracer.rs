//! TRACER: a person whose every field is a marker of its own, so that a sweep can tell which field was found where.

use crate::{Client, TestApp, sign_up};

/// Somebody made of markers.
#[derive(Debug, Clone, Copy)]
pub struct Tracer {
    /// The address.
    pub email: &'static str,
    /// The password.
    pub password: &'static str,
    /// The words of a prompt.
    pub prompt: &'static str,
    /// The name of an API key.
    pub key_name: &'static str,
    /// What they search for.
    pub search: &'static str,
    /// What their program asks a text model.
    pub question: &'static str,
    /// What their browser calls itself.
    pub browser: &'static str,
}

/// The person.
pub const TRACER: Tracer = Tracer {
    email: "tracer-41f09c@example.org",
    password: "tracer-7be215 above seven tables",
    prompt: "a calm sea tracer-9c2e7d",
    key_name: "tracer-d3a866",
    search: "tracer-52b0fe",
    question: "tracer-e8174a",
    browser: "tracer-06cd93",
};

impl Tracer {
    /// The marker in a field.
    ///
    /// # Panics
    /// When the field has none.
    #[must_use]
    pub fn marker(field: &str) -> &str {
        let from = field.find("tracer-").unwrap();
        &field[from..from + "tracer-000000".len()]
    }

    /// The markers of every field.
    #[must_use]
    pub fn markers(&self) -> Vec<&str> {
        let fields = [
            self.email,
            self.password,
            self.prompt,
            self.key_name,
            self.search,
            self.question,
            self.browser,
        ];
        fields.into_iter().map(Self::marker).collect()
    }

    /// Signs up through the pages, and has a key made.
    ///
    /// # Panics
    /// When that does not work.
    pub async fn arrive(&self, app: &TestApp) -> Client {
        let client = app.stranger();
        let answer = sign_up(&client, self.email, self.password).await;
        assert_eq!(answer.location().as_deref(), Some("/"), "{}", answer.text());
        let made = client.post("/you/keys", &[("name", self.key_name)]).await;
        assert!(made.status.is_success() || made.location().is_some(), "{}", made.text());
        client
    }
}
