//! Pictures on their way to the page. A browser asks for them without saying who looks, so each has an address that nobody
//! guesses: the digest of what is in it.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::error::ApiError;
use crate::chat::words;

/// What all pictures together take, in bytes; then the ones asked for longest ago are forgotten. Whoever wants one back asks
/// why again.
const ROOM: usize = 64 << 20;

#[derive(Default)]
pub struct Pictures(Mutex<Album>);

#[derive(Default)]
struct Album {
    /// The newest last.
    pictures: VecDeque<(String, Arc<[u8]>)>,
    bytes: usize,
}

impl Pictures {
    /// Keeps a PNG file and returns its address.
    pub fn keep(&self, png: &Arc<[u8]>) -> String {
        let name: String = Sha256::digest(png)[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        let address = format!("api/picture/{name}");
        let mut album = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(index) = album.pictures.iter().position(|(other, _)| *other == name) {
            let known = album.pictures.remove(index);
            album.pictures.extend(known);
            return address;
        }
        album.bytes += png.len();
        album.pictures.push_back((name, png.clone()));
        while album.bytes > ROOM && album.pictures.len() > 1 {
            let oldest = album.pictures.pop_front().map_or(0, |(_, png)| png.len());
            album.bytes -= oldest;
        }
        address
    }

    fn find(&self, name: &str) -> Option<Arc<[u8]>> {
        let album = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        album.pictures.iter().find(|(other, _)| other == name).map(|(_, png)| png.clone())
    }

    /// A picture's file.
    pub fn file(&self, name: &str) -> Response {
        let Some(png) = self.find(name) else {
            return ApiError::new(StatusCode::NOT_FOUND, words::not_here()).into_response();
        };
        let headers = [
            (header::CONTENT_TYPE, "image/png"),
            (header::CONTENT_DISPOSITION, "inline; filename=\"figure.png\""),
            // What is at an address never changes.
            (header::CACHE_CONTROL, "private, max-age=86400, immutable"),
        ];
        (headers, Body::from(axum::body::Bytes::from_owner(png))).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_kept_while_there_is_room() {
        let pictures = Pictures::default();
        let png = |fill: u8| -> Arc<[u8]> { vec![fill; ROOM / 4].into() };
        let addresses: Vec<String> = (0..4).map(|fill| pictures.keep(&png(fill))).collect();
        assert_eq!(pictures.keep(&png(0)), addresses[0]);
        let fifth = pictures.keep(&png(4));
        let kept = |address: &str| pictures.find(address.trim_start_matches("api/picture/")).map(|png| png[0]);
        let left: Vec<Option<u8>> = addresses.iter().chain([&fifth]).map(|address| kept(address)).collect();
        assert_eq!(left, [Some(0), None, Some(2), Some(3), Some(4)]);
        assert_eq!(pictures.0.lock().unwrap().bytes, ROOM);
        assert_eq!(pictures.keep(&vec![1].into()), "api/picture/4bf5122f344554c53bde2ebb8cd2b7e3");
    }
}
