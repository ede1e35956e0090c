//! Objects in a folder.

use store::{ObjectError, ObjectName, Objects};

fn name(id: &str) -> ObjectName {
    ObjectName::new("picture", id)
}

#[tokio::test]
async fn objects_survive_reopening_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let objects = Objects::folder(folder.path()).unwrap();
    objects.put(&name("one-ab"), bytes.clone().into()).await.unwrap();
    objects.put(&name("two-cd"), Vec::new().into()).await.unwrap();
    drop(objects);

    let objects = Objects::folder(folder.path()).unwrap();
    assert_eq!(objects.get(&name("one-ab")).await.unwrap(), bytes);
    assert_eq!(objects.length(&name("one-ab")).await.unwrap(), 100_000);
    assert_eq!(objects.length(&name("two-cd")).await.unwrap(), 0);
    let mut listed = objects.list().await.unwrap();
    listed.sort();
    assert_eq!(listed, [name("one-ab"), name("two-cd")]);
    assert!(listed.iter().all(|object| object.class() == "picture"));
}

#[tokio::test]
async fn a_range_of_an_object_is_exactly_those_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::folder(folder.path()).unwrap();
    objects.put(&name("one"), vec![1, 2, 3, 4, 5].into()).await.unwrap();
    assert_eq!(objects.get_range(&name("one"), 1..3).await.unwrap(), vec![2, 3]);
    assert_eq!(objects.get_range(&name("one"), 4..5).await.unwrap(), vec![5]);
    assert!(objects.get_range(&name("one"), 7..9).await.is_err());
}

#[tokio::test]
async fn a_deleted_object_is_gone_and_deleting_it_again_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::folder(folder.path()).unwrap();
    objects.put(&name("one"), vec![1].into()).await.unwrap();
    objects.delete(&name("one")).await.unwrap();
    objects.delete(&name("one")).await.unwrap();
    assert!(matches!(objects.get(&name("one")).await, Err(ObjectError::Missing)));
    assert!(objects.list().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_step_repeated_after_a_crash_ends_where_it_would_have() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::folder(folder.path()).unwrap();
    objects.put(&name("one"), vec![1, 2, 3].into()).await.unwrap();
    objects.put(&name("one"), vec![9].into()).await.unwrap();
    assert_eq!(objects.get(&name("one")).await.unwrap(), vec![9]);
    assert_eq!(objects.list().await.unwrap().len(), 1);
}
