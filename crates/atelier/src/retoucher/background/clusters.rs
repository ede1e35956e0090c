//! A few colours that stand for many.

use crate::retoucher::tint::apart;

/// How often the colours are put in the middle of those that they stand for.
const ROUNDS: usize = 12;

/// At most so many colours, found by splitting the widest group again and again and then settling; each is the mean of
/// those nearest to it. Fewer where there are fewer.
pub(in crate::retoucher) fn clusters(colours: &[[f32; 3]], most: usize) -> Vec<[f32; 3]> {
    let mut groups = vec![colours.to_vec()];
    while groups.len() < most {
        let widest = (0..groups.len()).max_by(|one, other| width(&groups[*one]).total_cmp(&width(&groups[*other])));
        let Some(widest) = widest.filter(|widest| width(&groups[*widest]) > 0.0) else {
            break;
        };
        let (low, high) = halves(groups.swap_remove(widest));
        groups.push(low);
        groups.push(high);
    }
    let mut middles: Vec<[f32; 3]> = groups.iter().filter_map(|group| mean(group)).collect();
    for _ in 0..ROUNDS {
        middles = settled(colours, &middles);
    }
    middles
}

/// Which colour is nearest.
pub(in crate::retoucher) fn nearest(colours: &[[f32; 3]], colour: [f32; 3]) -> usize {
    let mut best = (0, f32::MAX);
    for (index, candidate) in colours.iter().enumerate() {
        let off = apart(*candidate, colour);
        if off < best.1 {
            best = (index, off);
        }
    }
    best.0
}

/// How far a group reaches along its longest axis, counted by how many there are.
fn width(group: &[[f32; 3]]) -> f32 {
    let (_, reach) = longest(group);
    reach * (group.len() as f32).sqrt()
}

fn longest(group: &[[f32; 3]]) -> (usize, f32) {
    let reach = |n: usize| {
        let least = group.iter().fold(f32::MAX, |least, colour| least.min(colour[n]));
        let most = group.iter().fold(f32::MIN, |most, colour| most.max(colour[n]));
        if group.len() < 2 { 0.0 } else { most - least }
    };
    let reaches = [reach(0), reach(1) * 1.6, reach(2) * 1.6];
    let axis = if reaches[0] >= reaches[1] && reaches[0] >= reaches[2] {
        0
    } else if reaches[1] >= reaches[2] {
        1
    } else {
        2
    };
    (axis, reaches[axis])
}

fn halves(mut group: Vec<[f32; 3]>) -> (Vec<[f32; 3]>, Vec<[f32; 3]>) {
    let (axis, _) = longest(&group);
    group.sort_by(|one, other| one[axis].total_cmp(&other[axis]));
    let middle = group.iter().map(|colour| colour[axis]).sum::<f32>() / group.len().max(1) as f32;
    let split = group.partition_point(|colour| colour[axis] < middle);
    let high = group.split_off(split.clamp(1, group.len() - 1));
    (group, high)
}

fn mean(group: &[[f32; 3]]) -> Option<[f32; 3]> {
    let share = 1.0 / group.len() as f32;
    (!group.is_empty()).then(|| std::array::from_fn(|n| group.iter().map(|colour| colour[n]).sum::<f32>() * share))
}

fn settled(colours: &[[f32; 3]], middles: &[[f32; 3]]) -> Vec<[f32; 3]> {
    let mut sums = vec![([0.0_f32; 3], 0.0_f32); middles.len()];
    for colour in colours {
        if let Some((sum, count)) = sums.get_mut(nearest(middles, *colour)) {
            for (sum, value) in sum.iter_mut().zip(colour) {
                *sum += value;
            }
            *count += 1.0;
        }
    }
    sums.iter()
        .zip(middles)
        .map(|((sum, count), middle)| {
            if *count > 0.0 {
                sum.map(|sum| sum / count)
            } else {
                *middle
            }
        })
        .collect()
}
