//! The data folder: one process at a time, and clear words when it cannot be had.

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use store::{Db, DbAddress, DbError, FolderBusy, FolderLock};

const FOLDER: &str = "NANOPROMPT_TEST_FOLDER";
const TAKEN: &str = "the folder is taken";

/// Another process that has the folder.
fn another_process(folder: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "folder::takes_the_folder_until_killed",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(
        lines.any(|line| line.unwrap().ends_with(TAKEN)),
        "the other process did not take the folder"
    );
    child
}

#[test]
#[ignore = "the other process of the next story"]
#[expect(clippy::disallowed_methods, reason = "a process is told by its environment")]
fn takes_the_folder_until_killed() {
    let folder = std::env::var(FOLDER).unwrap();
    let lock = FolderLock::take(Path::new(&folder)).unwrap();
    println!("\n{TAKEN}");
    loop {
        std::thread::park();
        assert!(folder.len() > 1, "{lock:?}");
    }
}

#[test]
fn a_folder_that_another_process_serves_is_refused_until_it_dies() {
    let folder = tempfile::tempdir().unwrap();
    let mut other = another_process(folder.path());
    let refused = FolderLock::take(folder.path());
    assert!(matches!(refused, Err(FolderBusy::Taken)), "{refused:?}");
    other.kill().unwrap();
    other.wait().unwrap();
    FolderLock::take(folder.path()).unwrap();
}

#[test]
fn a_folder_that_was_given_back_can_be_taken_again() {
    let folder = tempfile::tempdir().unwrap();
    let lock = FolderLock::take(folder.path()).unwrap();
    assert!(matches!(FolderLock::take(folder.path()), Err(FolderBusy::Taken)));
    drop(lock);
    FolderLock::take(folder.path()).unwrap();
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_refused_in_clear_words() {
    let folder = tempfile::tempdir().unwrap();
    let no_folder = folder.path().join("a-file");
    std::fs::write(&no_folder, "in the way").unwrap();
    let refused = Db::open(&DbAddress::Sqlite(no_folder.join("nanoprompt.db")))
        .await
        .err()
        .unwrap();
    assert!(matches!(refused, DbError::ReadOnly(_)), "{refused:?}");
    assert!(refused.to_string().contains("permissions"), "{refused}");
    assert!(matches!(FolderLock::take(&no_folder), Err(FolderBusy::Unwritable(_))));
}
