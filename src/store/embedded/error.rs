//! Why the built-in database can't be used, in sentences an organiser can act on, and how its failures are told apart.

use std::error::Error as _;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use oliphaunt_wasix::StorageErrorCode;

/// What may be wrong with the built-in database. The folder is always the data folder as the organiser named it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmbeddedError {
    #[error(
        "Another Ansatz is already running on {}. Stop it first, or give this one a folder of its own with --data-dir.",
        .0.display()
    )]
    InUse(PathBuf),

    #[error(
        "The database in {} is damaged and can't be opened ({detail}). Ansatz hasn't tried to repair it. Restore a backup \
         of this folder, or start with another one: --data-dir.",
        .folder.display()
    )]
    Corrupt { folder: PathBuf, detail: String },

    #[error(
        "The database in {} was made by another version of PostgreSQL ({detail}). Use the Ansatz that made it, or start \
         with another folder: --data-dir.",
        .folder.display()
    )]
    Incompatible { folder: PathBuf, detail: String },

    #[error(
        "The disk with {} is full. Free some space, then try again; everything that was confirmed is still there.",
        .0.display()
    )]
    NoSpace(PathBuf),

    #[error("This user may not use {} ({detail}). Change its owner or permissions, or choose another folder.", .folder.display())]
    NoPermission { folder: PathBuf, detail: String },

    #[error(
        "This system has no built-in database: it exists for Linux (x86-64 and ARM, glibc) and for macOS (ARM). Set \
         DATABASE_URL to a PostgreSQL server instead."
    )]
    Unsupported,

    #[error("The database in {} would not be durable: {setting} is {value}. Nothing was written.", .folder.display())]
    NotDurable { folder: PathBuf, setting: &'static str, value: String },

    #[error("The built-in database in {} failed: {detail}", .folder.display())]
    Failed { folder: PathBuf, detail: String },

    #[error(
        "The built-in database did not close within {seconds} seconds. Everything that was confirmed is safe; the next \
         start takes a moment longer."
    )]
    Slow { seconds: u64 },
}

impl EmbeddedError {
    /// The SQLSTATE a client is told.
    pub(super) fn sqlstate(&self) -> &'static str {
        match self {
            Self::NoSpace(_) => "53100",
            Self::Corrupt { .. } => "XX001",
            _ => "57P03",
        }
    }

    /// An error of the file system on a path of ours.
    pub(super) fn from_io(folder: &Path, path: &Path, error: &io::Error) -> Self {
        let folder = folder.to_path_buf();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoSpace(folder),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::NoPermission { folder: path.to_path_buf(), detail: error.to_string() }
            }
            _ => Self::Failed { folder, detail: format!("{}: {error}", path.display()) },
        }
    }

    /// What a failed opening means. `existed` says whether the folder held a database before.
    pub(super) fn from_open(folder: &Path, existed: bool, error: &oliphaunt_wasix::Error) -> Self {
        let detail = first_complaint(&error.to_string());
        let here = folder.to_path_buf();
        match error.storage_error().map(|storage| storage.code()) {
            Some(StorageErrorCode::Busy) => return Self::InUse(here),
            // An unreadable version file is reported as another version.
            Some(StorageErrorCode::Incompatible) if !detail.contains("has PostgreSQL ,") => {
                return Self::Incompatible { folder: here, detail };
            }
            Some(StorageErrorCode::Corrupt | StorageErrorCode::Incomplete | StorageErrorCode::Incompatible) => {
                return Self::Corrupt { folder: here, detail };
            }
            _ => {}
        }
        let mut source = error.source();
        while let Some(cause) = source {
            if let Some(io) = cause.downcast_ref::<io::Error>()
                && let told @ (Self::NoSpace(_) | Self::NoPermission { .. }) = Self::from_io(folder, folder, io)
            {
                return told;
            }
            source = cause.source();
        }
        // The WebAssembly runtime turns every failed write into "I/O error", so the disk is asked directly.
        if is_full(folder) {
            return Self::NoSpace(here);
        }
        if existed { Self::Corrupt { folder: here, detail } } else { Self::Failed { folder: here, detail } }
    }
}

/// Whether the disk has no room for one more segment of the write-ahead log, which is what PostgreSQL needs to go on.
pub(super) fn is_full(folder: &Path) -> bool {
    const SEGMENT: usize = 16 << 20;
    let path = folder.join(format!(".room-{}", std::process::id()));
    let written = File::create(&path).and_then(|mut file| {
        let block = vec![0_u8; 1 << 20];
        (0..SEGMENT / block.len()).try_for_each(|_| file.write_all(&block))
    });
    let full = matches!(&written, Err(error) if matches!(
        error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    ));
    // The file may not have been made at all.
    let _ = std::fs::remove_file(&path);
    full
}

/// PostgreSQL's own first complaint, out of a report of many lines.
fn first_complaint(report: &str) -> String {
    if let Some((_, rest)) = report.split_once("message=\"") {
        return rest.rsplit_once("\")]").map_or(rest, |(message, _)| message).replace("\\\"", "\"");
    }
    let complaint = report.lines().find_map(|line| {
        let (_, message) = line.split_once("PANIC:").or_else(|| line.split_once("FATAL:"))?;
        Some(message.trim().to_owned())
    });
    complaint.unwrap_or_else(|| report.lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::first_complaint;

    #[test]
    fn the_first_complaint_is_found() {
        let check = |report: &str, expected: &str| assert_eq!(first_complaint(report), expected);
        check("", "");
        check("write /data/base/4/2699", "write /data/base/4/2699");
        check(
            "_start\nWASIX stderr tail:\n2026-11-23 13:29:28.968 UTC [1] PANIC:  could not read file \"a\": read 100 of \
             296\nProgram\n[1] FATAL:  there is no client connection",
            "could not read file \"a\": read 100 of 296",
        );
        check(
            "Postgres startup returned a protocol ErrorResponse: 115 bytes [E(severity=\"FATAL\", code=\"XX001\", \
             message=\"invalid page in block 1 of relation \\\"base/5/1259\\\"\")]",
            "invalid page in block 1 of relation \"base/5/1259\"",
        );
    }
}
