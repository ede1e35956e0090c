//! How long a second of film takes at 720p.

use std::hint::black_box;

use atelier::{FilmOrder, FrameRate, Unwatched, animate};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

fn animating(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("animate 1280x720, 4 s");
    group.sample_size(10).throughput(Throughput::Elements(120));
    for words in [
        "waves under a full moon",
        "a lighthouse on a cliff at dusk, heavy sea",
        "snowfall in the mountains",
        "northern lights over snowy mountains",
        "foggy forest in the morning",
        "abstract teal and copper flow",
    ] {
        let order = FilmOrder {
            words: words.to_owned(),
            negative: Vec::new(),
            width: 1280,
            height: 720,
            seconds: 4,
            frames_per_second: FrameRate::Thirty,
            seed: 7,
            first_frame: None,
            last_frame: None,
        };
        group.bench_function(words, |bencher| bencher.iter(|| animate(black_box(&order), &Unwatched)));
    }
    group.finish();
}

criterion_group!(benches, animating);
criterion_main!(benches);
