//! Where the entries behind `__name__` come from.

/// A named list of entries, each of them a template that may begin with a weight (`2::poppy`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its name, with folders before slashes, such as `nature/flower`.
    pub name: String,
    /// What can be chosen.
    pub entries: Vec<String>,
}

/// A source of lists.
pub trait Lists {
    /// Every list that a name or a pattern means, each once, in an order that does not change; see [`list_matches`].
    fn matching(&self, glob: &str) -> Vec<List>;
}

/// No lists at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoLists;

/// Two sources as one; where both have a list of the same name, the first one's counts.
#[derive(Clone, Copy)]
pub struct Both<'a>(pub &'a dyn Lists, pub &'a dyn Lists);

impl Lists for NoLists {
    fn matching(&self, _: &str) -> Vec<List> {
        Vec::new()
    }
}

impl Lists for Both<'_> {
    fn matching(&self, glob: &str) -> Vec<List> {
        let mut lists = self.0.matching(glob);
        for list in self.1.matching(glob) {
            if lists.iter().all(|known| known.name != list.name) {
                lists.push(list);
            }
        }
        lists
    }
}

/// Whether a pattern means a list of this name: `*` stands for anything within a folder, `**` for anything, and `**/` for
/// no folder too. Upper and lower case are the same.
#[must_use]
pub fn list_matches(glob: &str, name: &str) -> bool {
    let glob: Vec<char> = glob.to_lowercase().chars().collect();
    let name: Vec<char> = name.to_lowercase().chars().collect();
    // One row a character of the pattern, from its end: whether what follows there fits what follows in the name.
    let mut fits = vec![false; name.len() + 1];
    fits[name.len()] = true;
    let mut folders = vec![false; name.len() + 1];
    let mut at = glob.len();
    while at > 0 {
        at -= 1;
        let deep = at > 0 && glob[at] == '*' && glob[at - 1] == '*';
        at -= usize::from(deep);
        let before = fits.clone();
        for place in (0..=name.len()).rev() {
            let one = place < name.len() && fits[place + 1];
            let begins_folder = place == 0 || name[place - 1] == '/';
            fits[place] = match glob[at] {
                '*' if deep => before[place] || one || begins_folder && folders[place],
                '*' => before[place] || one && name[place] != '/',
                letter => place < name.len() && name[place] == letter && before[place + 1],
            };
        }
        // What fits after a slash also fits where `**/` stands for no folder at all.
        folders = if glob[at] == '/' {
            before
        } else {
            vec![false; name.len() + 1]
        };
    }
    fits[0]
}
