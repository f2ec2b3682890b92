//! The two hashes spaCy identifies strings and table rows by.

/// MurmurHash2, 64-bit (64A), seed 1: spaCy's identifier of a string. Bytes are read little-endian.
///
/// Source: Austin Appleby's MurmurHash2 (public domain), as spaCy's `hash_string` calls it.
pub(crate) fn string_hash(bytes: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    let mut h = 1 ^ (bytes.len() as u64).wrapping_mul(M);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let mut k = u64::from_le_bytes(*word).wrapping_mul(M);
        k ^= k >> 47;
        h = (h ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !rest.is_empty() {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        h = (h ^ u64::from_le_bytes(word)).wrapping_mul(M);
    }
    h ^= h >> 47;
    h = h.wrapping_mul(M);
    h ^ (h >> 47)
}

/// MurmurHash3 of one 64-bit key into four 32-bit row numbers: the hashing trick of Thinc's `HashEmbed`.
pub(crate) fn row_keys(key: u64, seed: u32) -> [u32; 4] {
    let seed = u64::from(seed);
    let mut h1 = key.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= seed ^ 8;
    let mut h2 = seed ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = finish(h1);
    h2 = finish(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

fn finish(mut h: u64) -> u64 {
    h ^= h >> 33;
    h = h.wrapping_mul(0xff51_afd7_ed55_8ccd);
    h ^= h >> 33;
    h = h.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_spacy_string_store() {
        let check = |text: &str, expected: u64| assert_eq!(string_hash(text.as_bytes()), expected, "{text}");
        check("coffee", 3197928453018144401);
        check("apple", 8566208034543834098);
        check("Brussels", 527036362650414080);
        check("treaty", 8153358716975691421);
        check("ü", 12942299606800070975);
        check("the ceasefire held overnight", 17891202581491669470);
    }

    #[test]
    fn agrees_with_thinc_hash() {
        assert_eq!(row_keys(1, 8), [1161550108, 2247783286, 1742325162, 1224191281]);
        assert_eq!(row_keys(3197928453018144401, 8), [2399055680, 1118310852, 3598583520, 1677466278]);
    }
}
