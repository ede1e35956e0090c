//! Connected pixels.

/// For each pixel the number of its region, and how many pixels each region has; regions of either kind are made of
/// pixels that touch by their sides.
pub(super) fn regions(inside: &[bool], width: usize) -> (Vec<u32>, Vec<usize>) {
    let mut numbers = vec![u32::MAX; inside.len()];
    let mut sizes = Vec::new();
    let mut open = Vec::new();
    for start in 0..inside.len() {
        if numbers[start] != u32::MAX {
            continue;
        }
        let number = sizes.len() as u32;
        let mut size = 0;
        numbers[start] = number;
        open.push(start);
        while let Some(place) = open.pop() {
            size += 1;
            for next in around(place, width, inside.len()).into_iter().flatten() {
                if numbers[next] == u32::MAX && inside[next] == inside[start] {
                    numbers[next] = number;
                    open.push(next);
                }
            }
        }
        sizes.push(size);
    }
    (numbers, sizes)
}

fn around(place: usize, width: usize, count: usize) -> [Option<usize>; 4] {
    let x = place % width;
    [
        (x > 0).then(|| place - 1),
        (x + 1 < width).then_some(place + 1),
        place.checked_sub(width),
        (place + width < count).then_some(place + width),
    ]
}
