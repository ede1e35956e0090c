//! What the operator decides.

/// Settings that slices look at. The program reads them from its file, its flags and the environment.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address under which people reach the service, without a slash at its end.
    pub public_url: Option<String>,
    /// Who runs it (P-ROL-01).
    pub operator: Operator,
    /// Whether strangers may make accounts.
    pub sign_up: SignUp,
}

/// Who runs the service, as the policy and the mails say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operator {
    /// A person's or a company's name.
    pub name: String,
    /// Where questions about privacy go.
    pub contact: String,
}

/// Who may make an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUp {
    /// Anybody who reaches the page.
    Open,
    /// Only whom the operator makes an account for.
    Closed,
}

impl Default for Settings {
    fn default() -> Self {
        let operator = Operator {
            name: String::new(),
            contact: String::new(),
        };
        Self {
            public_url: None,
            operator,
            sign_up: SignUp::Open,
        }
    }
}
