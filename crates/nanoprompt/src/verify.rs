//! Checks a signed statement without the installation that signed it.

use std::path::Path;

/// Prints what the statement says, and who signed it.
#[expect(clippy::print_stdout, reason = "the command's answer")]
pub fn verify(file: &Path, signer: Option<&str>) -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    let statement = vault::read_statement(&text)?;
    if signer.is_some_and(|signer| signer != statement.signer) {
        return Err(format!("the signature is good, but by another key: {}", statement.signer).into());
    }
    let payload: serde_json::Value = serde_json::from_slice(&statement.payload)?;
    println!("{}", serde_json::to_string_pretty(&payload)?);
    println!("The signature of this {} is good.", statement.kind);
    println!("Signed by the key {}", statement.signer);
    if signer.is_none() {
        println!(
            "Compare that with the \"kid\" at /.well-known/jwks.json of the installation, or give it as --signer."
        );
    }
    Ok(())
}
