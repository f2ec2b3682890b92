//! Reads the embedded safetensors file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("../weights/en_core_web_sm.safetensors"));

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: [usize; 2],
}

/// The weights file: named tensors over the bytes inside the program.
pub(crate) struct Archive {
    entries: BTreeMap<String, Entry>,
    data: &'static [u8],
}

impl Archive {
    /// Reads the header. The file is part of the program, so a malformed one is a defect of the build.
    pub(crate) fn embedded() -> Self {
        let bytes = &FILE.0;
        let length = u64::from_le_bytes(bytes[..8].try_into().expect("eight bytes")) as usize;
        let header: BTreeMap<String, serde_json::Value> =
            serde_json::from_slice(&bytes[8..8 + length]).expect("the embedded header is JSON");
        let entries = header
            .into_iter()
            .filter(|(name, _)| name != "__metadata__")
            .map(|(name, value)| (name, serde_json::from_value(value).expect("a tensor entry")))
            .collect();
        Self { entries, data: &bytes[8 + length..] }
    }

    /// A tensor of f32 and its shape; borrowed from the program where the bytes allow it.
    pub(crate) fn floats(&self, name: &str) -> (Cow<'static, [f32]>, &[usize]) {
        let (bytes, entry) = self.entry(name, "F32");
        if cfg!(target_endian = "little") && bytes.as_ptr().addr().is_multiple_of(align_of::<f32>()) {
            // SAFETY: the pointer is aligned, the length is in bounds, and every bit pattern is an f32.
            #[allow(unsafe_code)]
            let floats = unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast::<f32>(), bytes.len() / 4) };
            return (floats.into(), &entry.shape);
        }
        let floats = bytes.as_chunks::<4>().0.iter().map(|c| f32::from_le_bytes(*c)).collect();
        (floats, &entry.shape)
    }

    /// A tensor of f16, little-endian, for [`widen`], and its shape.
    pub(crate) fn halves(&self, name: &str) -> (&'static [[u8; 2]], &[usize]) {
        let (bytes, entry) = self.entry(name, "F16");
        (bytes.as_chunks::<2>().0, &entry.shape)
    }

    /// A byte tensor that holds UTF-8 text.
    pub(crate) fn text(&self, name: &str) -> &'static str {
        std::str::from_utf8(self.entry(name, "U8").0).expect("the embedded texts are UTF-8")
    }

    fn entry(&self, name: &str, dtype: &str) -> (&'static [u8], &Entry) {
        let entry = self.entries.get(name).unwrap_or_else(|| panic!("the weights lack {name}"));
        assert_eq!(entry.dtype, dtype, "{name}");
        (&self.data[entry.data_offsets[0]..entry.data_offsets[1]], entry)
    }
}

/// A half as a single: the exponent is moved by a multiplication, which also makes subnormal halves right. The tables
/// hold no infinities.
#[inline]
pub(crate) fn widen(half: [u8; 2]) -> f32 {
    let half = u16::from_le_bytes(half);
    let magnitude = f32::from_bits(u32::from(half & 0x7fff) << 13) * f32::from_bits(0x7780_0000);
    f32::from_bits(magnitude.to_bits() | u32::from(half & 0x8000) << 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widens_halves() {
        let check =
            |half: u16, expected: f32| assert_eq!(widen(half.to_le_bytes()).to_bits(), expected.to_bits());
        check(0x3c00, 1.0);
        check(0xc000, -2.0);
        check(0x3555, 0.333_251_95);
        check(0x0001, 5.960_464_5e-8);
        check(0x8000, -0.0);
    }
}
