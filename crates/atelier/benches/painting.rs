//! How long a square megapixel takes.

use std::hint::black_box;

use atelier::{PaintOrder, Unwatched, paint};
use criterion::{Criterion, criterion_group, criterion_main};

fn painting(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("paint 1024x1024");
    group.sample_size(10);
    for words in [
        "a lighthouse on a cliff at dusk, heavy sea",
        "misty mountains at dawn",
        "alpine lake, autumn, golden light",
        "city skyline at night in rain",
        "starry sky over pine forest",
        "abstract teal and copper flow",
    ] {
        let order = PaintOrder {
            words: words.to_owned(),
            negative: String::new(),
            width: 1024,
            height: 1024,
            seed: 7,
        };
        group.bench_function(words, |bencher| bencher.iter(|| paint(black_box(&order), &Unwatched)));
    }
    group.finish();
}

criterion_group!(benches, painting);
criterion_main!(benches);
