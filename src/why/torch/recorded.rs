//! What the tests share that compare with scripts/record-vectors: many elements as a few and a checksum.

use half::{bf16, f16};

pub trait Bits: Copy {
    /// Little-endian.
    fn bytes(self) -> Vec<u8>;
}

macro_rules! bits {
    ($($type:ty),*) => {
        $(impl Bits for $type {
            fn bytes(self) -> Vec<u8> {
                self.to_le_bytes().to_vec()
            }
        })*
    };
}

bits!(f32, f64, f16, bf16, u8, i8, i16, i32, i64);

impl Bits for bool {
    fn bytes(self) -> Vec<u8> {
        vec![u8::from(self)]
    }
}

/// The first three elements and the last, in hexadecimal, and a checksum of all (FNV-1a).
pub fn digest<T: Bits>(elements: &[T]) -> String {
    let shown = elements.iter().take(3).chain(elements.last());
    let hex = |one: &T| one.bytes().iter().rev().map(|byte| format!("{byte:02x}")).collect::<String>();
    let bytes = elements.iter().flat_map(|one| one.bytes());
    let checksum =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    shown.map(hex).chain([format!("{checksum:016x}")]).collect::<Vec<_>>().join(" ")
}
