//! What the settings file may say, and what it may not.

use super::*;

fn read(toml: &str) -> SettingsFile {
    toml::from_str(toml).unwrap()
}

/// P-STO-04: a backup is kept where the law that the data is under holds.
#[test]
fn backups_stay_in_the_region_of_the_service() {
    let folder = tempfile::tempdir().unwrap();
    let settings = |region: &str, of_backups: &str| {
        read(&format!(
            "{region}\n[backup]\nfolder = {:?}\n{of_backups}",
            folder.path().join("backups")
        ))
    };
    let refused = |region, of_backups| {
        let planned = settings(region, of_backups).backups(folder.path());
        let error = planned.err().unwrap().to_string();
        assert!(error.contains("the region of the service"), "{error}");
    };
    refused("region = \"eu\"", "region = \"us\"");
    refused("region = \"eu\"", "");
    refused("", "region = \"us\"");
    for (region, of_backups) in [("region = \"eu\"", "region = \"eu\""), ("", "")] {
        assert!(settings(region, of_backups).backups(folder.path()).unwrap().is_some());
    }
}

/// P-CHD-01: where the law sets a higher age, that age counts; nobody sets a lower one.
#[test]
fn the_age_follows_the_law_of_wherever_the_service_is_offered() {
    let age = |toml: &str| read(toml).product().map(|settings| settings.least_age);
    assert_eq!(age("").unwrap(), LeastAge::EVERYWHERE);
    assert_eq!(age("offered_in = [\"FR\", \"DE\"]").unwrap(), LeastAge::years(16));
    assert_eq!(
        age("offered_in = [\"DE\"]\nleast_age = 14").unwrap(),
        LeastAge::years(16)
    );
    assert_eq!(
        age("offered_in = [\"DE\"]\nleast_age = 18").unwrap(),
        LeastAge::years(18)
    );
    let unknown = age("offered_in = [\"XX\"]").unwrap_err().to_string();
    assert!(unknown.contains("XX") && unknown.contains("least_age"), "{unknown}");
}

#[test]
fn the_rules_of_the_installation_are_read() {
    let settings = read("[rules]\nno_training = true\nregions = [\"eu\"]\nlongest_kept_days = 30")
        .product()
        .unwrap();
    assert!(settings.rules.no_training && !settings.rules.local_only);
    assert_eq!(settings.rules.longest_kept, Some(30));
    assert!(toml::from_str::<SettingsFile>("[rules]\nno_trainning = true").is_err());
}
