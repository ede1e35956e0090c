//! The rows of a key store's file as they rest, read past the vault.

use std::path::Path;

use sqlx::{Connection, PgConnection, Row, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::setting::Setting;

/// How many bytes of a wrap tell its root.
const MARK: usize = 16;

/// Every key that the root wraps, as it rests, without what it is padded with.
pub async fn root_wraps(setting: &Setting) -> Vec<Vec<u8>> {
    let sql = "SELECT wrapped FROM root UNION ALL SELECT wrapped FROM holder";
    let padded: Vec<Vec<u8>> = if let Some(url) = &setting.url {
        let mut server = PgConnection::connect(url).await.unwrap();
        let rows = sqlx::query(sql).fetch_all(&mut server).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    } else {
        let mut file = open(&setting.keys()).await;
        let rows = sqlx::query(sql).fetch_all(&mut file).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    };
    padded.iter().map(|padded| unpadded(padded)).collect()
}

/// Makes the store what it was before wraps were marked with their root.
pub async fn take_marks_away(keys: &Path) {
    let mut file = open(keys).await;
    for (read, write) in [
        (
            "SELECT rowid, wrapped FROM root",
            "UPDATE root SET wrapped = $1 WHERE rowid = $2",
        ),
        (
            "SELECT rowid, wrapped FROM holder",
            "UPDATE holder SET wrapped = $1 WHERE rowid = $2",
        ),
    ] {
        for row in sqlx::query(read).fetch_all(&mut file).await.unwrap() {
            let bare = unpadded(row.get(1)).split_off(MARK);
            let length = u16::try_from(bare.len()).unwrap();
            let mut padded = [&length.to_be_bytes()[..], &bare].concat();
            padded.resize(480, 0);
            let query = sqlx::query(write).bind(padded).bind(row.get::<i64, _>(0));
            query.execute(&mut file).await.unwrap();
        }
    }
    file.close().await.unwrap();
}

async fn open(keys: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(keys.join("keys.db"));
    SqliteConnection::connect_with(&options).await.unwrap()
}

fn unpadded(padded: &[u8]) -> Vec<u8> {
    let length = usize::from(u16::from_be_bytes([padded[0], padded[1]]));
    padded[2..2 + length].to_vec()
}
