//! How many there may be at once: of one address, and of all.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ipnet::IpNet;

use crate::household::{household, is_in};

/// Counts those who are there.
#[derive(Clone, Debug)]
pub(crate) struct Crowd(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    of_one: usize,
    of_all: usize,
    /// Many stand behind these: they are counted for all only.
    proxies: Vec<IpNet>,
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// One of them: counted until it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    crowd: Crowd,
    address: Option<IpAddr>,
}

/// Why there is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Crowded {
    /// As many as there may be come from this address.
    Address,
    /// There are as many as there may be at all.
    All,
}

impl Crowd {
    pub(crate) fn new(of_one: usize, of_all: usize, proxies: &[IpNet]) -> Self {
        Self(Arc::new(Inner {
            of_one,
            of_all,
            proxies: proxies.to_owned(),
            table: Mutex::default(),
        }))
    }

    /// Nobody is turned away.
    pub(crate) fn unlimited() -> Self {
        Self::new(usize::MAX, usize::MAX, &[])
    }

    /// One more from there.
    ///
    /// # Errors
    /// [`Crowded`] for one too many.
    pub(crate) fn enter(&self, from: IpAddr) -> Result<Place, Crowded> {
        let address = (!is_in(&self.0.proxies, from)).then(|| household(from));
        let mut table = self.table();
        if table.all >= self.0.of_all {
            return Err(Crowded::All);
        }
        if let Some(address) = address {
            let count = table.by_address.entry(address).or_default();
            if *count >= self.0.of_one {
                return Err(Crowded::Address);
            }
            *count += 1;
        }
        table.all += 1;
        Ok(Place {
            crowd: self.clone(),
            address,
        })
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut table = self.crowd.table();
        table.all = table.all.saturating_sub(1);
        let Some(address) = self.address else {
            return;
        };
        if let Some(count) = table.by_address.get_mut(&address) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                table.by_address.remove(&address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_takes_no_other_s_place_and_nobody_is_remembered() {
        let crowd = Crowd::new(2, 3, &["10.9.0.0/16".parse().unwrap()]);
        let [one, other, proxy]: [IpAddr; 3] = [[10, 0, 0, 1], [10, 0, 0, 2], [10, 9, 0, 1]].map(Into::into);
        let held = [crowd.enter(one).unwrap(), crowd.enter(one).unwrap()];
        assert_eq!(crowd.enter(one).err(), Some(Crowded::Address));
        let his = crowd.enter(other).unwrap();
        assert_eq!(crowd.enter(other).err(), Some(Crowded::All));
        drop((held, his));
        let many: Vec<_> = (0..3).map(|_| crowd.enter(proxy).unwrap()).collect();
        assert_eq!(crowd.enter(one).err(), Some(Crowded::All));
        drop(many);
        assert!(crowd.table().by_address.is_empty() && crowd.table().all == 0);
    }
}
