//! The matrix kernel: rows of a feature matrix times a packed weight matrix, with an optional maxout on top.
//!
//! Every output is one chain of fused multiply-adds over the inputs in their order, whatever the vector width, the
//! number of rows at once or the row's place among them: a row computed alone, in a batch or out of the cache has the
//! same bits, and AVX2, AVX-512 and NEON agree. Only a machine without fused multiply-add rounds differently.

use std::borrow::Cow;

/// Pieces a maxout takes the largest of; also the vectors a packed panel holds per input.
const PIECES: usize = 3;

/// The instruction set a matrix was packed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lanes {
    /// Arrays of eight, for the compiler to vectorise.
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Lanes {
    /// The widest set this machine has.
    pub(crate) fn detect() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") {
                return Self::Avx512;
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                return Self::Avx2;
            }
        }
        Self::Portable
    }

    /// Every set this machine has.
    #[cfg(test)]
    pub(crate) fn all() -> Vec<Self> {
        let mut all = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                all.push(Self::Avx2);
            }
            if is_x86_feature_detected!("avx512f") {
                all.push(Self::Avx512);
            }
        }
        all
    }

    const fn width(self) -> usize {
        match self {
            Self::Portable => 8,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => 8,
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => 16,
        }
    }
}

/// A weight matrix packed into panels of three vectors per input, and its bias.
///
/// With maxout the three vectors are the three pieces of the same outputs; without, they are consecutive outputs.
pub(crate) struct Matrix {
    lanes: Lanes,
    inputs: usize,
    outputs: usize,
    maxout: bool,
    /// `[panel][input][vector][lane]`.
    weights: Vec<f32>,
    /// `[panel][vector][lane]`.
    bias: Vec<f32>,
}

/// Rows to multiply: `count` rows of the matrix's inputs, one every `stride` values, the first at `values[0]`.
/// Rows may overlap, which is how a window over neighbouring rows is read without copying.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) values: &'a [f32],
    pub(crate) stride: usize,
    pub(crate) count: usize,
}

impl Matrix {
    /// A linear layer; `weights` is `[outputs][inputs]`.
    pub(crate) fn linear(lanes: Lanes, weights: &[f32], bias: Cow<'_, [f32]>) -> Self {
        let outputs = bias.len();
        let inputs = weights.len() / outputs;
        let group = lanes.width() * PIECES;
        let at = |panel: usize, vector: usize, lane: usize| {
            let output = panel * group + vector * lanes.width() + lane;
            (output < outputs).then_some(output)
        };
        Self::pack(lanes, inputs, outputs, false, outputs.div_ceil(group), at, weights, &bias)
    }

    /// A maxout layer of three pieces; `weights` is `[outputs][3][inputs]`, `bias` `[outputs][3]`.
    pub(crate) fn maxout(lanes: Lanes, weights: &[f32], bias: &[f32]) -> Self {
        let outputs = bias.len() / PIECES;
        let inputs = weights.len() / bias.len();
        let at = |panel: usize, piece: usize, lane: usize| {
            let output = panel * lanes.width() + lane;
            (output < outputs).then_some(output * PIECES + piece)
        };
        Self::pack(lanes, inputs, outputs, true, outputs.div_ceil(lanes.width()), at, weights, bias)
    }

    #[allow(clippy::too_many_arguments)]
    fn pack(
        lanes: Lanes,
        inputs: usize,
        outputs: usize,
        maxout: bool,
        panels: usize,
        at: impl Fn(usize, usize, usize) -> Option<usize>,
        weights: &[f32],
        bias: &[f32],
    ) -> Self {
        let width = lanes.width();
        let mut packed = Vec::with_capacity(panels * inputs * PIECES * width);
        let mut packed_bias = Vec::with_capacity(panels * PIECES * width);
        for panel in 0..panels {
            for input in 0..inputs {
                for vector in 0..PIECES {
                    packed.extend(
                        (0..width).map(|l| at(panel, vector, l).map_or(0.0, |o| weights[o * inputs + input])),
                    );
                }
            }
            for vector in 0..PIECES {
                packed_bias.extend((0..width).map(|l| at(panel, vector, l).map_or(0.0, |o| bias[o])));
            }
        }
        Self { lanes, inputs, outputs, maxout, weights: packed, bias: packed_bias }
    }

    /// Values a row of output takes: the outputs, rounded up to whole panels.
    pub(crate) fn row_width(&self) -> usize {
        self.bias.len() / if self.maxout { PIECES } else { 1 }
    }

    /// Outputs of the layer.
    pub(crate) fn outputs(&self) -> usize {
        self.outputs
    }

    /// Multiplies `rows` into `out`, [`Matrix::row_width`] values a row. O(rows × inputs × outputs).
    pub(crate) fn apply(&self, rows: Rows<'_>, out: &mut [f32]) {
        let Rows { values, stride, count } = rows;
        if count == 0 {
            return;
        }
        assert!(values.len() >= (count - 1) * stride + self.inputs && out.len() >= count * self.row_width());
        match self.lanes {
            Lanes::Portable => self.apply_portable(rows, out),
            #[cfg(target_arch = "x86_64")]
            Lanes::Avx2 => {
                // SAFETY: packed for AVX2 after detection; the bounds were asserted above.
                #[allow(unsafe_code)]
                unsafe {
                    avx2::apply(self, rows, out);
                }
            }
            #[cfg(target_arch = "x86_64")]
            Lanes::Avx512 => {
                // SAFETY: packed for AVX-512 after detection; the bounds were asserted above.
                #[allow(unsafe_code)]
                unsafe {
                    avx512::apply(self, rows, out);
                }
            }
        }
    }

    fn apply_portable(&self, rows: Rows<'_>, out: &mut [f32]) {
        const W: usize = 8;
        let width = self.row_width();
        let panel_size = self.inputs * PIECES * W;
        let panels = self.weights.chunks_exact(panel_size).zip(self.bias.chunks_exact(PIECES * W));
        for (panel, (weights, bias)) in panels.enumerate() {
            for row in 0..rows.count {
                let input = &rows.values[row * rows.stride..][..self.inputs];
                let mut sums = [[0f32; W]; PIECES];
                for (x, w) in input.iter().zip(weights.chunks_exact(PIECES * W)) {
                    for (sum, w) in sums.iter_mut().zip(w.chunks_exact(W)) {
                        for (s, w) in sum.iter_mut().zip(w) {
                            *s = multiply_add(*x, *w, *s);
                        }
                    }
                }
                for (sum, bias) in sums.iter_mut().zip(bias.chunks_exact(W)) {
                    sum.iter_mut().zip(bias).for_each(|(s, b)| *s += b);
                }
                let out = &mut out[row * width..][..width];
                if self.maxout {
                    let [a, b, c] = sums;
                    for (lane, o) in out[panel * W..][..W].iter_mut().enumerate() {
                        *o = a[lane].max(b[lane]).max(c[lane]);
                    }
                } else {
                    for (vector, sum) in sums.iter().enumerate() {
                        out[(panel * PIECES + vector) * W..][..W].copy_from_slice(sum);
                    }
                }
            }
        }
    }
}

/// Layer normalisation with a learned scale and shift.
pub(crate) struct Normalisation {
    lanes: Lanes,
    scale: Cow<'static, [f32]>,
    shift: Cow<'static, [f32]>,
}

impl Normalisation {
    /// `scale` and `shift` have one value for each of a row's; eight divide their number.
    pub(crate) fn new(lanes: Lanes, scale: Cow<'static, [f32]>, shift: Cow<'static, [f32]>) -> Self {
        assert!(scale.len() == shift.len() && scale.len().is_multiple_of(8));
        Self { lanes, scale, shift }
    }

    /// Brings each row of `sums` to mean 0 and variance 1, scales and shifts it, and adds it to the row of `out`.
    pub(crate) fn add(&self, sums: &[f32], out: &mut [f32]) {
        match self.lanes {
            Lanes::Portable => self.add_rows(sums, out),
            #[cfg(target_arch = "x86_64")]
            Lanes::Avx2 | Lanes::Avx512 => {
                // SAFETY: AVX-512 machines have AVX2, and either was detected.
                #[allow(unsafe_code)]
                unsafe {
                    self.add_rows_avx2(sums, out);
                }
            }
        }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn add_rows_avx2(&self, sums: &[f32], out: &mut [f32]) {
        self.add_rows(sums, out);
    }

    #[inline(always)]
    fn add_rows(&self, sums: &[f32], out: &mut [f32]) {
        let width = self.scale.len();
        for (sums, out) in sums.chunks_exact(width).zip(out.chunks_exact_mut(width)) {
            let mean = sum(sums, |x| x) / width as f32;
            let variance = sum(sums, |x| (x - mean) * (x - mean)) / width as f32 + 1e-8;
            let factor = variance.sqrt().recip();
            let learned = self.scale.iter().zip(&*self.shift);
            for ((out, x), (scale, shift)) in out.iter_mut().zip(sums).zip(learned) {
                *out += (x - mean) * factor * scale + shift;
            }
        }
    }
}

/// A sum in a fixed order that vectorises: eight running sums, then those together.
#[inline(always)]
fn sum(values: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0f32; 8];
    for chunk in values.as_chunks::<8>().0 {
        lanes.iter_mut().zip(chunk).for_each(|(l, &v)| *l += of(v));
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

#[inline(always)]
fn multiply_add(x: f32, w: f32, sum: f32) -> f32 {
    if cfg!(any(target_feature = "fma", target_arch = "aarch64")) { x.mul_add(w, sum) } else { x * w + sum }
}

/// One vector kernel: `$rows` rows at a time against each panel, sums in registers.
#[cfg(target_arch = "x86_64")]
macro_rules! vector_kernel {
    ($name:ident, $features:literal, $width:literal, $rows:literal, $vector:ty, $zero:ident, $load:ident, $broadcast:ident,
     $fma:ident, $add:ident, $max:ident, $store:ident, [$($rest:literal)*]) => {
        #[allow(unsafe_code)]
        mod $name {
            use std::arch::x86_64::*;

            use super::{Matrix, PIECES, Rows};

            #[target_feature(enable = $features)]
            pub(super) unsafe fn apply(matrix: &Matrix, rows: Rows<'_>, out: &mut [f32]) {
                let panels = matrix.bias.len() / ($width * PIECES);
                if rows.count == 1 {
                    // SAFETY: the caller asserted that the row lies in bounds.
                    return unsafe { apply_one(matrix, panels, rows, out) };
                }
                for panel in 0..panels {
                    let mut row = 0;
                    while row + $rows <= rows.count {
                        // SAFETY: the caller asserted that all rows lie in bounds.
                        unsafe { block::<$rows, 1>(matrix, panel, rows, row, out) };
                        row += $rows;
                    }
                    // SAFETY: as above; the remaining rows are fewer than a block's.
                    match rows.count - row {
                        $($rest => unsafe { block::<$rest, 1>(matrix, panel, rows, row, out) },)*
                        _ => {}
                    }
                }
            }

            /// One row against three panels at a time: a chain of additions alone would wait for each.
            #[target_feature(enable = $features)]
            unsafe fn apply_one(matrix: &Matrix, panels: usize, rows: Rows<'_>, out: &mut [f32]) {
                for panel in (0..panels).step_by(3) {
                    // SAFETY: as in `apply`.
                    unsafe {
                        match panels - panel {
                            1 => block::<1, 1>(matrix, panel, rows, 0, out),
                            2 => block::<1, 2>(matrix, panel, rows, 0, out),
                            _ => block::<1, 3>(matrix, panel, rows, 0, out),
                        }
                    }
                }
            }

            /// `R` rows from `row` on against `P` panels from `panel` on.
            #[target_feature(enable = $features)]
            unsafe fn block<const R: usize, const P: usize>(
                matrix: &Matrix,
                panel: usize,
                rows: Rows<'_>,
                row: usize,
                out: &mut [f32],
            ) {
                let inputs = matrix.inputs;
                let width = matrix.row_width();
                let panel_size = inputs * PIECES * $width;
                // SAFETY: `apply`'s caller asserted the bounds of rows and output, and packing those of panels.
                unsafe {
                    let mut weights = matrix.weights.as_ptr().add(panel * panel_size);
                    let base: [*const f32; R] = std::array::from_fn(|r| rows.values.as_ptr().add((row + r) * rows.stride));
                    let mut sums: [[[$vector; PIECES]; P]; R] = [[[$zero(); PIECES]; P]; R];
                    for input in 0..inputs {
                        for p in 0..P {
                            let weights = weights.add(p * panel_size);
                            let w0 = $load(weights);
                            let w1 = $load(weights.add($width));
                            let w2 = $load(weights.add(2 * $width));
                            for r in 0..R {
                                let x = $broadcast(*base[r].add(input));
                                sums[r][p][0] = $fma(x, w0, sums[r][p][0]);
                                sums[r][p][1] = $fma(x, w1, sums[r][p][1]);
                                sums[r][p][2] = $fma(x, w2, sums[r][p][2]);
                            }
                        }
                        weights = weights.add(PIECES * $width);
                    }
                    for p in 0..P {
                        let bias = matrix.bias.as_ptr().add((panel + p) * PIECES * $width);
                        for r in 0..R {
                            let out = out.as_mut_ptr().add((row + r) * width);
                            let a = $add(sums[r][p][0], $load(bias));
                            let b = $add(sums[r][p][1], $load(bias.add($width)));
                            let c = $add(sums[r][p][2], $load(bias.add(2 * $width)));
                            if matrix.maxout {
                                $store(out.add((panel + p) * $width), $max($max(a, b), c));
                            } else {
                                let out = out.add((panel + p) * PIECES * $width);
                                $store(out, a);
                                $store(out.add($width), b);
                                $store(out.add(2 * $width), c);
                            }
                        }
                    }
                }
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
vector_kernel!(
    avx2, "avx2,fma", 8, 4, __m256, _mm256_setzero_ps, _mm256_loadu_ps, _mm256_set1_ps, _mm256_fmadd_ps, _mm256_add_ps,
    _mm256_max_ps, _mm256_storeu_ps, [1 2 3]
);

#[cfg(target_arch = "x86_64")]
vector_kernel!(
    avx512, "avx512f", 16, 8, __m512, _mm512_setzero_ps, _mm512_loadu_ps, _mm512_set1_ps, _mm512_fmadd_ps,
    _mm512_add_ps, _mm512_max_ps, _mm512_storeu_ps, [1 2 3 4 5 6 7]
);

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    fn naive(weights: &[f32], bias: &[f32], row: &[f32]) -> Vec<f32> {
        weights
            .chunks_exact(row.len())
            .zip(bias)
            .map(|(w, b)| w.iter().zip(row).map(|(w, x)| w * x).sum::<f32>() + b)
            .collect()
    }

    #[test]
    fn every_instruction_set_agrees_with_the_definition() {
        let (inputs, outputs, count, stride) = (288, 50, 13, 96);
        let values = numbers((count - 1) * stride + inputs, 3);
        let (weights, bias) = (numbers(inputs * outputs * 3, 5), numbers(outputs * 3, 7));
        for lanes in Lanes::all() {
            let linear = Matrix::linear(lanes, &weights, bias.clone().into());
            let maxout = Matrix::maxout(lanes, &weights, &bias);
            let rows = Rows { values: &values, stride, count };
            let (mut a, mut b) =
                (vec![0.0; count * linear.row_width()], vec![0.0; count * maxout.row_width()]);
            linear.apply(rows, &mut a);
            maxout.apply(rows, &mut b);
            for row in 0..count {
                let expected = naive(&weights, &bias, &values[row * stride..][..inputs]);
                for (o, e) in expected.iter().enumerate() {
                    assert!(
                        (a[row * linear.row_width() + o] - e).abs() < 1e-4,
                        "{lanes:?} row {row} output {o}"
                    );
                }
                for (o, pieces) in expected.chunks_exact(3).enumerate() {
                    let e = pieces.iter().copied().fold(f32::MIN, f32::max);
                    assert!(
                        (b[row * maxout.row_width() + o] - e).abs() < 1e-4,
                        "{lanes:?} row {row} maxout {o}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_row_alone_has_the_bits_of_a_row_in_a_batch() {
        let (inputs, outputs, count) = (96, 64, 11);
        let values = numbers(count * inputs, 11);
        let (weights, bias) = (numbers(inputs * outputs, 13), numbers(outputs, 17));
        for lanes in Lanes::all() {
            let matrix = Matrix::linear(lanes, &weights, bias.clone().into());
            let width = matrix.row_width();
            let (mut batch, mut alone) = (vec![0.0; count * width], vec![0.0; width]);
            matrix.apply(Rows { values: &values, stride: inputs, count }, &mut batch);
            for row in 0..count {
                matrix.apply(Rows { values: &values[row * inputs..], stride: inputs, count: 1 }, &mut alone);
                assert_eq!(alone, batch[row * width..][..width], "{lanes:?} row {row}");
            }
        }
    }
}
