//! Why nothing, or not everything, came back.

/// Why nothing, or not everything, came back. No variant holds content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EgressError {
    /// The rule does not allow it; nothing was sent.
    #[error("not allowed: {0}")]
    Refused(Refusal),
    /// No connection came about; nothing was sent.
    #[error("the host cannot be reached")]
    Unreachable,
    /// No answer in time; the request may have been acted upon.
    #[error("no answer in time")]
    TimedOut,
    /// The answer is larger than allowed.
    #[error("the answer is larger than allowed")]
    TooLarge,
    /// The connection broke after the request, or part of it, was sent.
    #[error("the connection broke before the answer was whole")]
    Cut,
    /// More redirects than are followed.
    #[error("too many redirects")]
    TooManyRedirects,
    /// The answer redirects to where the rule does not allow, or in a way that would send a body elsewhere.
    #[error("the redirect is not followed: {0}")]
    RedirectRefused(Refusal),
    /// A header or an address could not be written as HTTP; nothing was sent.
    #[error("the request is not valid HTTP")]
    Malformed,
    /// The client could not be set up.
    #[error("the outbound client could not be set up")]
    Setup,
}

/// What a rule objects to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// Not a whole address with a host.
    #[error("not a valid address")]
    NotAnAddress,
    /// Neither https, nor the scheme that the operator configured.
    #[error("the scheme is not allowed")]
    Scheme,
    /// A user name or password inside the address.
    #[error("credentials inside the address are not allowed")]
    Credentials,
    /// Another scheme, host or port than the operator configured.
    #[error("another origin than the configured one")]
    OtherOrigin,
    /// An address of this machine, a private network, or no public host at all.
    #[error("the address is not public")]
    NotPublic,
    /// A redirect that would repeat a body.
    #[error("a body is not sent again")]
    BodyAgain,
}
