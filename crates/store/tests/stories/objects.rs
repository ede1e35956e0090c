//! Objects in a folder and in a bucket: the same stories.

use std::path::Path;

use store::{BucketKey, ObjectError, ObjectName, Objects};
use testkit::{Bucket, Trouble, files_below};

fn name(id: &str) -> ObjectName {
    ObjectName::new("picture", id)
}

fn pattern(length: usize) -> Vec<u8> {
    (0..=255).cycle().take(length).collect()
}

/// Where objects can be, opened as often as wanted.
enum Home {
    Folder(tempfile::TempDir),
    Bucket(Bucket),
}

impl Home {
    fn open(&self) -> Objects {
        match self {
            Self::Folder(folder) => Objects::folder(folder.path()).unwrap(),
            Self::Bucket(bucket) => bucket.objects(),
        }
    }

    fn folder(&self) -> &Path {
        match self {
            Self::Folder(folder) => folder.path(),
            Self::Bucket(bucket) => bucket.folder(),
        }
    }
}

macro_rules! in_both_homes {
    ($(async fn $name:ident($home:ident: Home) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn story($home: Home) $body

            #[tokio::test(flavor = "multi_thread")]
            async fn folder() {
                story(Home::Folder(tempfile::tempdir().unwrap())).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn bucket() {
                story(Home::Bucket(Bucket::start().await)).await;
            }
        }
    )+};
}

in_both_homes! {
    async fn objects_survive_reopening(home: Home) {
        let (bytes, objects) = (pattern(100_000), home.open());
        objects.put(&name("one-ab"), bytes.clone().into()).await.unwrap();
        objects.put(&name("two-cd"), Vec::new().into()).await.unwrap();
        drop(objects);

        let objects = home.open();
        objects.ready().await.unwrap();
        assert_eq!(objects.get(&name("one-ab")).await.unwrap(), bytes);
        assert_eq!(objects.length(&name("one-ab")).await.unwrap(), 100_000);
        assert_eq!(objects.length(&name("two-cd")).await.unwrap(), 0);
        let mut listed = objects.list().await.unwrap();
        listed.sort();
        assert_eq!(listed, [name("one-ab"), name("two-cd")]);
        assert!(listed.iter().all(|object| object.class() == "picture"));
        assert_eq!(objects.list_below("picture/ab").await.unwrap(), [name("one-ab")]);
    }

    async fn a_range_of_an_object_is_exactly_those_bytes(home: Home) {
        let objects = home.open();
        objects.put(&name("one"), vec![1, 2, 3, 4, 5].into()).await.unwrap();
        assert_eq!(objects.get_range(&name("one"), 1..3).await.unwrap(), vec![2, 3]);
        assert_eq!(objects.get_range(&name("one"), 4..5).await.unwrap(), vec![5]);
        assert!(objects.get_range(&name("one"), 7..9).await.is_err());
    }

    async fn a_deleted_object_is_gone_and_deleting_it_again_is_no_error(home: Home) {
        let objects = home.open();
        objects.put(&name("one"), vec![1].into()).await.unwrap();
        objects.delete(&name("one")).await.unwrap();
        objects.delete(&name("one")).await.unwrap();
        assert!(matches!(objects.get(&name("one")).await, Err(ObjectError::Missing)));
        assert!(objects.list().await.unwrap().is_empty());
    }

    async fn many_objects_go_at_once_whether_they_were_there_or_not(home: Home) {
        let objects = home.open();
        let names: Vec<_> = (0..1_200).map(|number| name(&format!("{number:04}"))).collect();
        for name in names.iter().step_by(40) {
            objects.put(name, vec![1].into()).await.unwrap();
        }
        objects.delete_all(names).await.unwrap();
        assert!(objects.list().await.unwrap().is_empty());
    }

    async fn a_step_repeated_after_a_crash_ends_where_it_would_have(home: Home) {
        let objects = home.open();
        objects.put(&name("one"), vec![1, 2, 3].into()).await.unwrap();
        objects.put(&name("one"), vec![9].into()).await.unwrap();
        assert_eq!(objects.get(&name("one")).await.unwrap(), vec![9]);
        assert_eq!(objects.list().await.unwrap().len(), 1);
    }

    async fn a_long_object_comes_back_as_it_was_and_any_range_of_it(home: Home) {
        let (bytes, objects) = (pattern((20 << 20) + 7), home.open());
        objects.put(&name("long"), bytes.clone().into()).await.unwrap();
        assert_eq!(objects.length(&name("long")).await.unwrap(), bytes.len() as u64);
        assert!(objects.get(&name("long")).await.unwrap() == bytes);
        let (from, to) = ((8 << 20) - 3, (16 << 20) + 5);
        let range = objects.get_range(&name("long"), from as u64..to as u64).await.unwrap();
        assert!(range == bytes[from..to]);
        assert_eq!(objects.list().await.unwrap(), [name("long")]);
        assert_eq!(unfinished(home.folder()), 0);
    }
}

/// Files of parts that were never put together.
fn unfinished(folder: &Path) -> usize {
    let name = |file: &Path| file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let parts = files_below(folder).into_iter().map(|file| name(&file));
    parts
        .filter(|name| name.contains(".part-") || name.contains('#'))
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_busy_or_hangs_up_is_asked_again() {
    let bucket = Bucket::start().await;
    let objects = bucket.objects();
    for trouble in [Trouble::Busy, Trouble::CutBefore, Trouble::CutAfter] {
        let (name, bytes) = (name(&format!("{trouble:?}")), pattern(50_000));
        bucket.trouble(trouble, 2);
        objects.put(&name, bytes.clone().into()).await.unwrap();
        bucket.trouble(trouble, 2);
        assert_eq!(objects.get(&name).await.unwrap(), bytes, "{trouble:?}");
        bucket.trouble(trouble, 2);
        objects.delete(&name).await.unwrap();
    }
    assert!(objects.list().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_without_room_is_an_error_and_leaves_nothing_behind() {
    let bucket = Bucket::start().await;
    let objects = bucket.objects();
    bucket.trouble(Trouble::Full, 1);
    let refused = objects.put(&name("short"), pattern(1_000).into()).await;
    assert!(matches!(refused, Err(ObjectError::Unavailable(_))), "{refused:?}");
    assert!(objects.list().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_object_that_fails_halfway_leaves_no_part_and_no_object() {
    let bucket = Bucket::start().await;
    let objects = bucket.objects();
    for after in 1..=3 {
        bucket.trouble_after(after, Trouble::Full, 1);
        let refused = objects.put(&name("long"), pattern(20 << 20).into()).await;
        assert!(matches!(refused, Err(ObjectError::Unavailable(_))), "{refused:?}");
        assert!(objects.list().await.unwrap().is_empty());
        assert_eq!(unfinished(bucket.folder()), 0, "after {after} requests");
    }
    objects.put(&name("long"), pattern(20 << 20).into()).await.unwrap();
    assert_eq!(objects.list().await.unwrap(), [name("long")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_right_key_nothing_is_told() {
    let bucket = Bucket::start().await;
    bucket.objects().put(&name("one"), vec![1].into()).await.unwrap();
    let wrong = BucketKey {
        secret: "another".to_owned(),
        ..bucket.key()
    };
    let objects = bucket.objects_with(wrong);
    let refused = objects.ready().await.unwrap_err().to_string();
    assert!(!refused.contains("another"), "{refused}");
    assert!(matches!(
        objects.get(&name("one")).await,
        Err(ObjectError::Unavailable(_))
    ));
    assert!(objects.put(&name("two"), vec![1].into()).await.is_err());
    assert_eq!(bucket.objects().list().await.unwrap(), [name("one")]);
}
