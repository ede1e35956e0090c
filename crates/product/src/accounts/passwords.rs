//! What a password must be (NIST SP 800-63B-4 §3.1.1): long, not known to everybody, and nothing else.

use unicode_normalization::UnicodeNormalization;

use super::account::EmailAddress;

/// The least, since the password is the only factor.
pub const LEAST: usize = 15;
/// The most, so that hashing stays cheap enough.
pub const MOST: usize = 256;

/// Why a password cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordError {
    /// Fewer than [`LEAST`] characters.
    TooShort,
    /// More than [`MOST`] characters.
    TooLong,
    /// Among the first that anybody would try.
    TooKnown,
}

/// Words and runs that known passwords are made of.
const KNOWN: &[&str] = &[
    "password",
    "passwort",
    "passw0rd",
    "kennwort",
    "secret",
    "geheim",
    "qwerty",
    "qwertz",
    "qwertyuiop",
    "qwertzuiop",
    "asdfgh",
    "asdfghjkl",
    "yxcvbnm",
    "zxcvbnm",
    "1q2w3e",
    "1qaz2wsx",
    "letmein",
    "welcome",
    "willkommen",
    "iloveyou",
    "ichliebedich",
    "admin",
    "administrator",
    "root",
    "login",
    "master",
    "dragon",
    "monkey",
    "football",
    "baseball",
    "fussball",
    "hallo",
    "hello",
    "sunshine",
    "princess",
    "shadow",
    "superman",
    "batman",
    "trustno",
    "whatever",
    "changeme",
    "default",
    "test",
    "guest",
    "user",
    "abc",
    "abcd",
    "abcdef",
    "abcdefgh",
    "nano",
    "prompt",
    "nanoprompt",
    "studio",
    "my",
    "mein",
    "the",
    "is",
    "this",
    "das",
    "ist",
];

/// The password in the form that is hashed (NFKC, so that every keyboard gives the same bytes), or why not.
pub fn check(password: &str, email: &EmailAddress) -> Result<String, PasswordError> {
    let password = normalised(password);
    let length = password.chars().count();
    if length < LEAST {
        return Err(PasswordError::TooShort);
    }
    if length > MOST {
        return Err(PasswordError::TooLong);
    }
    if is_known(&password, email) {
        Err(PasswordError::TooKnown)
    } else {
        Ok(password)
    }
}

/// The form that is hashed.
#[must_use]
pub fn normalised(password: &str) -> String {
    password.nfkc().take(MOST + 1).collect()
}

fn is_known(password: &str, email: &EmailAddress) -> bool {
    let plain: String = password
        .to_lowercase()
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect();
    let local = email.local_part().to_lowercase();
    let own: Vec<&str> = local
        .split(|character: char| !character.is_alphanumeric())
        .filter(|part| part.len() > 2)
        .collect();
    repeats(&plain) || counts(&plain) || made_of(&plain, &own)
}

/// One short piece over and over.
fn repeats(text: &str) -> bool {
    let bytes = text.as_bytes();
    (1..=5).any(|period| {
        bytes
            .iter()
            .zip(bytes.iter().skip(period))
            .all(|(one, other)| one == other)
    })
}

/// Every step the same: `abcdefghijklmno`, `987654321098765`.
fn counts(text: &str) -> bool {
    let steps = text
        .chars()
        .zip(text.chars().skip(1))
        .map(|(one, next)| next as i64 - one as i64);
    let wraps = |step: i64| match step {
        -9 => 1,
        9 => -1,
        step => step,
    };
    let steps: Vec<i64> = steps.map(wraps).collect();
    steps
        .first()
        .is_some_and(|first| first.abs() <= 1 && steps.iter().all(|step| step == first))
}

/// Nothing but known words, the person's own name and digits.
fn made_of(text: &str, own: &[&str]) -> bool {
    let mut reachable = vec![false; text.len() + 1];
    reachable[0] = true;
    for start in 0..text.len() {
        if !reachable[start] || !text.is_char_boundary(start) {
            continue;
        }
        let rest = &text[start..];
        for word in KNOWN.iter().chain(own).filter(|word| rest.starts_with(**word)) {
            reachable[start + word.len()] = true;
        }
        if rest.as_bytes()[0].is_ascii_digit() {
            reachable[start + 1] = true;
        }
    }
    reachable[text.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(password: &str) -> Result<String, PasswordError> {
        check(password, &EmailAddress::parse("ada.lovelace@example.org").unwrap())
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(ask("fourteen chars"), Err(PasswordError::TooShort));
        assert!(ask("ünf überall gärt").is_ok());
        assert_eq!(ask(&"long words ".repeat(30)), Err(PasswordError::TooLong));
    }

    #[test]
    fn what_everybody_would_try_is_refused() {
        for password in [
            "passwordpassword",
            "Password12345678",
            "qwertyuiopasdfgh",
            "aaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
            "abcdefghijklmnop",
            "12345678901234567",
            "nanoprompt2026nanoprompt",
            "adalovelace12345",
            "LetMeIn!LetMeIn!LetMeIn!",
            "20261124 20261124",
        ] {
            assert_eq!(ask(password), Err(PasswordError::TooKnown), "{password}");
        }
    }

    #[test]
    fn any_other_long_phrase_is_welcome() {
        for password in [
            "a quiet lamp above 7 tables",
            "rain on the old tin roof",
            "пароль из пяти слов тут",
        ] {
            assert!(ask(password).is_ok(), "{password}");
        }
    }
}
