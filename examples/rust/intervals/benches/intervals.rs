use criterion::{black_box, criterion_group, criterion_main, Criterion};
use intervals::Intervals;
use std::time::Duration;

/// The same numbers in every run, scattered as by a hash.
fn scattered(n: u64) -> impl Iterator<Item = u64> {
    (0..n).map(|i| i.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40)
}

fn filled() -> Intervals {
    let mut set = Intervals::new();
    for begin in scattered(4000) {
        set.insert(begin, begin + 64);
    }
    set
}

fn insert(criterion: &mut Criterion) {
    criterion.bench_function("insert", |bench| bench.iter(filled));
}

fn contains(criterion: &mut Criterion) {
    let set = filled();
    criterion.bench_function("contains", |bench| {
        bench.iter(|| scattered(2000).filter(|&number| set.contains(black_box(number))).count())
    });
}

criterion_group! {
    name = all;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(50))
        .measurement_time(Duration::from_millis(200))
        .without_plots();
    targets = insert, contains
}
criterion_main!(all);
