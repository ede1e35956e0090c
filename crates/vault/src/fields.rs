//! Sealed fields: one value of a row, bound to its unit, its name and its length.

use basics::UnitId;
use privacy::{AllowedFor, Clear, Personal, Purpose, Sealed, guard};

use crate::{Vault, VaultError, cipher, key::Key, key_store::TOGETHER};

/// Nonce and tag around the plaintext.
const AROUND: usize = 24 + 16;

impl Vault {
    /// Seals content for a unit whose key is there.
    pub async fn seal<T: Personal>(&self, unit: UnitId, content: &T) -> Result<Sealed<T>, VaultError> {
        let key = self.unit_key(unit).await?;
        let plain = content.to_bytes();
        if !guard!("P-STO-03/fields") {
            return Ok(Sealed::from_row(unit, plain));
        }
        let bound_to = context(unit, T::FIELD, plain.len());
        let sealed = cipher::seal(&field_key::<T>(&key), &self.0.chance, &bound_to, &plain)?;
        Ok(Sealed::from_row(unit, sealed))
    }

    /// Opens content for a purpose that it allows.
    pub async fn open_sealed<P, T>(&self, sealed: &Sealed<T>) -> Result<Clear<T>, VaultError>
    where
        P: Purpose,
        T: Personal + AllowedFor<P>,
    {
        let key = self.unit_key(sealed.unit()).await?;
        if !guard!("P-STO-03/fields") {
            let plain = sealed.bytes().to_vec();
            return T::from_bytes(plain).map(Clear::new).ok_or(VaultError::Forged);
        }
        let bound_to = context(sealed.unit(), T::FIELD, sealed.bytes().len().saturating_sub(AROUND));
        let plain = cipher::open(&field_key::<T>(&key), &bound_to, sealed.bytes())?;
        T::from_bytes(plain).map(Clear::new).ok_or(VaultError::Forged)
    }

    /// Opens many; `None` for those whose key was destroyed.
    pub async fn open_many<P, T>(&self, sealed: &[Sealed<T>]) -> Result<Vec<Option<Clear<T>>>, VaultError>
    where
        P: Purpose,
        T: Personal + AllowedFor<P>,
    {
        let mut opened = Vec::with_capacity(sealed.len());
        for some in sealed.chunks(TOGETHER) {
            let units: Vec<_> = some.iter().map(Sealed::unit).collect();
            self.open_together(&units).await?;
            for one in some {
                opened.push(match self.open_sealed::<P, T>(one).await {
                    Ok(clear) => Some(clear),
                    Err(VaultError::Erased) => None,
                    Err(error) => return Err(error),
                });
            }
        }
        Ok(opened)
    }
}

fn field_key<T: Personal>(unit: &Key) -> Key {
    unit.derive(&[b"field", T::FIELD.as_bytes()])
}

fn context(unit: UnitId, field: &str, length: usize) -> Vec<u8> {
    [
        &b"field"[..],
        unit.as_bytes(),
        &(length as u64).to_be_bytes(),
        field.as_bytes(),
    ]
    .concat()
}
