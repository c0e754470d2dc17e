//! A request's body: JSON, or a form with `payload_json` and files; and where the files go.

use super::super::error::ApiError;
use super::super::world::{File, World};
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, Multipart};
use axum::http::{Request, header};
use serde_json::{Value, json};

/// Discord's own limit is 10 MiB a file.
const MOST: usize = 32 * 1024 * 1024;

/// One file of a form.
pub struct Upload {
    /// Which `files[n]` it is.
    pub number: u64,
    pub name: String,
    pub kind: String,
    pub bytes: Vec<u8>,
}

pub struct Sent {
    pub json: Value,
    pub uploads: Vec<Upload>,
    pub multipart: bool,
}

pub async fn read_body(request: Request<Body>) -> Result<Sent, ApiError> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return read_form(request).await;
    }
    let bytes = to_bytes(request.into_body(), MOST).await.map_err(|_| ApiError::invalid_json())?;
    let json = if bytes.is_empty() { Value::Null } else { parse(&bytes)? };
    Ok(Sent { json, uploads: Vec::new(), multipart: false })
}

fn parse(bytes: &[u8]) -> Result<Value, ApiError> {
    serde_json::from_slice(bytes).map_err(|_| ApiError::invalid_json())
}

async fn read_form(request: Request<Body>) -> Result<Sent, ApiError> {
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| ApiError::invalid_json())?;
    let mut sent = Sent { json: Value::Null, uploads: Vec::new(), multipart: true };
    while let Some(field) = form.next_field().await.map_err(|_| ApiError::invalid_json())? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().unwrap_or_default().to_owned();
        let kind = field.content_type().map(str::to_owned);
        let bytes = field.bytes().await.map_err(|_| ApiError::invalid_json())?;
        if name == "payload_json" {
            sent.json = parse(&bytes)?;
            continue;
        }
        let number = name.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_end_matches(']').parse();
        let number = number.unwrap_or(u64::try_from(sent.uploads.len()).unwrap_or_default());
        let kind = kind.unwrap_or_else(|| guess(&file).to_owned());
        sent.uploads.push(Upload { number, name: file, kind, bytes: bytes.to_vec() });
    }
    Ok(sent)
}

fn guess(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("png") => "image/png",
        Some("yaml" | "yml") => "application/yaml",
        Some("md") => "text/markdown; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Keeps a file and says how messages and commands refer to it.
pub fn store_file(world: &mut World, channel: u64, file: File) -> Value {
    let id = world.clock.snowflake();
    let url = format!("{}/attachments/{channel}/{id}/{}", world.base, file.name);
    let mut json = json!({
        "id": id.to_string(),
        "filename": file.name,
        "size": file.bytes.len(),
        "url": url,
        "proxy_url": url,
        "content_type": file.kind,
    });
    // The size of a picture stands at a fixed place of a PNG file.
    if file.bytes.starts_with(b"\x89PNG\r\n\x1a\n")
        && let Some(size) = file.bytes.get(16..24)
    {
        json["width"] = json!(u32::from_be_bytes([size[0], size[1], size[2], size[3]]));
        json["height"] = json!(u32::from_be_bytes([size[4], size[5], size[6], size[7]]));
    }
    world.files.insert(id, file);
    json
}
