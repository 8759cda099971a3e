//! The place of a claim in a store. Most stores replace an object only if nobody changed it. A folder
//! cannot do that, but it creates a file only if there is none. So a claim that is taken over there is
//! a new file with the next number, which one worker alone can create; the highest number counts.

use std::path::PathBuf;
use std::{fs, io};

use object_store::UpdateVersion;

use crate::link::{Away, Link, Put};

/// Which claim was seen.
#[derive(Clone, Debug)]
pub(crate) struct Version {
    object: UpdateVersion,
    /// How often it was taken over; 0 in a store that replaces objects.
    number: u64,
}

/// A claim, as it was seen.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub content: Vec<u8>,
    pub version: Version,
}

/// The claim of one take.
pub(crate) struct Slot<'a> {
    link: &'a Link,
    name: &'a str,
    /// The folder of the claims, if the store is a folder.
    folder: Option<PathBuf>,
}

impl<'a> Slot<'a> {
    pub(crate) fn of(link: &'a Link, name: &'a str) -> Slot<'a> {
        let folder = link.folder.as_ref().map(|folder| folder.join("claims"));
        Slot { link, name, folder }
    }

    /// Returns the path of the claim with a number.
    fn path(&self, number: u64) -> String {
        match number {
            0 => format!("claims/{}", self.name),
            number => format!("claims/{}.{number}", self.name),
        }
    }

    /// Returns the numbers of all claims of the take in a folder, the lowest first.
    fn numbers(&self) -> Result<Vec<u64>, Away> {
        let Some(folder) = &self.folder else {
            return Ok(vec![0]);
        };
        let away = |error: io::Error| Away::Silent(error.to_string());
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(away)?,
        };
        let mut numbers = Vec::new();
        for entry in entries {
            let name = entry.map_err(away)?.file_name();
            let own = name.to_str().and_then(|name| name.strip_prefix(self.name));
            match own {
                Some("") => numbers.push(0),
                Some(own) => {
                    let number = own
                        .strip_prefix('.')
                        .and_then(|own| own.parse::<u64>().ok());
                    numbers.extend(number);
                }
                None => {}
            }
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn last(&self) -> Result<Option<u64>, Away> {
        Ok(self.numbers()?.last().copied())
    }

    /// Returns the claim; `None` if there is none.
    pub(crate) fn get(&self) -> Result<Option<Found>, Away> {
        loop {
            let Some(number) = self.last()? else {
                return Ok(None);
            };
            let found = self.link.get(&self.path(number))?;
            if let Some((content, object)) = found {
                let version = Version { object, number };
                return Ok(Some(Found { content, version }));
            }
            // In a folder it was given back, or taken over, since it was listed.
            if self.folder.is_none() {
                return Ok(None);
            }
        }
    }

    /// Puts a claim if there is none. Returns `None` if there is one.
    pub(crate) fn put(&self, content: Vec<u8>) -> Result<Option<Version>, Away> {
        if self.folder.is_some() && self.last()?.is_some() {
            return Ok(None);
        }
        let Put::Done(object) = self.link.put_new(&self.path(0), content)? else {
            return Ok(None);
        };
        // In a folder another worker may have had it all the while, with a higher number.
        if self.last()? != Some(0) {
            self.link.delete(&self.path(0))?;
            return Ok(None);
        }
        Ok(Some(Version { object, number: 0 }))
    }

    /// Takes over the claim of another worker, if it still is as it was seen.
    pub(crate) fn take_over(&self, seen: Found, content: Vec<u8>) -> Result<Option<Version>, Away> {
        let Found {
            content: old,
            version,
        } = seen;
        if self.folder.is_none() {
            return self.replace(&version, content);
        }
        let number = version.number + 1;
        let Put::Done(object) = self.link.put_new(&self.path(number), content)? else {
            return Ok(None);
        };
        // Its owner may have given a sign, or given it back, before this was put.
        let before = self.link.get(&self.path(version.number))?;
        let is_same = before.is_some_and(|(content, _)| content == old);
        if !is_same || self.last()? != Some(number) {
            self.link.delete(&self.path(number))?;
            return Ok(None);
        }
        self.delete_up_to(version.number)?;
        Ok(Some(Version { object, number }))
    }

    /// Changes a claim of this worker. Returns `None` if another worker took it.
    pub(crate) fn sign(
        &self,
        version: &Version,
        content: Vec<u8>,
    ) -> Result<Option<Version>, Away> {
        if self.folder.is_none() {
            return self.replace(version, content);
        }
        let number = version.number;
        if self.last()? != Some(number) {
            return Ok(None);
        }
        let object = self.link.overwrite(&self.path(number), content)?;
        if self.last()? != Some(number) {
            self.link.delete(&self.path(number))?;
            return Ok(None);
        }
        Ok(Some(Version { object, number }))
    }

    fn replace(&self, version: &Version, content: Vec<u8>) -> Result<Option<Version>, Away> {
        let put = self
            .link
            .replace(&self.path(0), version.object.clone(), content)?;
        Ok(match put {
            Put::Done(object) => Some(Version { object, number: 0 }),
            Put::Lost => None,
        })
    }

    /// Removes a claim that was seen.
    pub(crate) fn delete(&self, version: &Version) -> Result<(), Away> {
        self.delete_up_to(version.number)
    }

    /// Removes the lowest numbers first, so that none of them counts in between.
    fn delete_up_to(&self, last: u64) -> Result<(), Away> {
        let numbers = self.numbers()?;
        for number in numbers.into_iter().filter(|number| *number <= last) {
            self.link.delete(&self.path(number))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
