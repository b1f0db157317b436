//! Sets of numbers as sorted intervals that neither overlap nor touch.

/// A set of numbers; its intervals are half open and sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intervals {
    ranges: Vec<(u64, u64)>,
}

impl Intervals {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the numbers from `begin` up to, and not including, `end`.
    pub fn insert(&mut self, begin: u64, end: u64) {
        if begin >= end {
            return;
        }
        let first = self.ranges.partition_point(|range| range.1 < begin);
        let last = self.ranges.partition_point(|range| range.0 <= end);
        if first == last {
            self.ranges.insert(first, (begin, end));
            return;
        }
        let merged = (self.ranges[first].0.min(begin), self.ranges[last - 1].1.max(end));
        self.ranges.splice(first..last, [merged]);
    }

    /// Whether a number is in the set.
    pub fn contains(&self, number: u64) -> bool {
        let after = self.ranges.partition_point(|range| range.0 <= number);
        after > 0 && number < self.ranges[after - 1].1
    }

    /// The intervals, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.ranges.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ranges: &[(u64, u64)]) -> Intervals {
        let mut set = Intervals::new();
        for &(begin, end) in ranges {
            set.insert(begin, end);
        }
        set
    }

    #[test]
    fn intervals_that_touch_are_one() {
        assert_eq!(set(&[(1, 3), (5, 7), (3, 5)]).iter().collect::<Vec<_>>(), [(1, 7)]);
    }

    #[test]
    fn an_empty_interval_adds_nothing() {
        assert_eq!(set(&[(4, 4), (9, 2)]), Intervals::new());
    }

    #[test]
    fn ends_do_not_belong_to_it() {
        let set = set(&[(10, 20), (30, 31)]);
        assert!(set.contains(10) && set.contains(19) && set.contains(30));
        assert!(!set.contains(9) && !set.contains(20) && !set.contains(31));
    }
}
