//! Pictures made of dots: what kind they are and how large.

use bytes::Bytes;
use imagesize::ImageType;
use sha2::{Digest, Sha256};

use super::mistake::PictureMistake;
use crate::hex::hex;

/// The endings of their file names, with their media types.
pub(super) const KINDS: [(&str, &str); 5] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("webp", "image/webp"),
    ("gif", "image/gif"),
];

/// A picture that a page fetches.
#[derive(Debug)]
pub struct Raster {
    /// Its media type.
    pub mime: &'static str,
    /// In dots.
    pub width: usize,
    /// In dots.
    pub height: usize,
    /// The file.
    pub bytes: Bytes,
    /// Changes whenever the bytes do: 16 hexadecimal digits of their SHA-256.
    pub digest: String,
}

impl Raster {
    /// Reads a file whose name has this ending.
    pub(super) fn read(bytes: &[u8], kind: &str) -> Result<Raster, PictureMistake> {
        let mime = KINDS
            .iter()
            .find(|(ending, _)| *ending == kind)
            .map(|(_, mime)| *mime);
        let not_a = || PictureMistake::NotA(kind.to_owned());
        let mime = mime.ok_or_else(not_a)?;
        if imagesize::image_type(bytes).ok().and_then(media_type) != Some(mime) {
            return Err(not_a());
        }
        let size = imagesize::blob_size(bytes).map_err(|_| not_a())?;
        let digest = Sha256::digest(bytes);
        Ok(Raster {
            mime,
            width: size.width,
            height: size.height,
            bytes: Bytes::copy_from_slice(bytes),
            digest: hex(digest.iter().take(8)),
        })
    }
}

fn media_type(kind: ImageType) -> Option<&'static str> {
    match kind {
        ImageType::Png => Some("image/png"),
        ImageType::Jpeg => Some("image/jpeg"),
        ImageType::Webp => Some("image/webp"),
        ImageType::Gif => Some("image/gif"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of a PNG of 3 × 2 dots: signature, then IHDR.
    pub(super) const PNG: &[u8] =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\x02\0\0\0\x12\x16\xf1M";

    #[test]
    fn size_and_type_are_read_from_the_bytes() {
        let picture = Raster::read(PNG, "png").unwrap();
        assert_eq!((picture.width, picture.height, picture.mime), (3, 2, "image/png"));
        assert_eq!(picture.digest.len(), 16);
    }

    #[test]
    fn bytes_of_another_kind_than_the_name_says_are_refused() {
        for (bytes, kind) in [
            (PNG, "jpg"),
            (b"<svg/>".as_slice(), "png"),
            (b"", "gif"),
            (PNG, "bmp"),
        ] {
            let mistake = Raster::read(bytes, kind).unwrap_err();
            assert_eq!(mistake, PictureMistake::NotA(kind.to_owned()));
        }
    }
}
