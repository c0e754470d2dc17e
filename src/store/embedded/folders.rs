//! Where the embedded database keeps its files: the data folder, the folder of its socket, the cache of compiled code.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use directories::ProjectDirs;

use super::error::EmbeddedError;

/// The port that is only a part of the socket's name.
pub const PORT: u16 = 5432;

/// The longest socket path that all supported systems take: 104 bytes with the final zero on macOS, 108 on Linux.
const MAX_SOCKET_PATH: usize = 103;

/// The folder's real path; made, for this user alone, when it is missing.
pub fn data_folder(folder: &Path) -> Result<PathBuf, EmbeddedError> {
    let fail = |error: io::Error| EmbeddedError::from_io(folder, folder, &error);
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(fail)?;
    // The lock's folder may not be a symbolic link, but the path to it may contain some.
    let folder = fs::canonicalize(folder).map_err(fail)?;
    let probe = folder.join(format!(".write-{}", std::process::id()));
    let written = File::create(&probe).and_then(|_| fs::remove_file(&probe));
    written.map_err(|error| EmbeddedError::from_io(&folder, &folder, &error))?;
    Ok(folder)
}

/// A folder that only this user may enter, with the socket's path in it. Removed when dropped.
#[derive(Debug)]
pub struct SocketFolder {
    folder: PathBuf,
}

impl SocketFolder {
    /// Below the data folder, or in the temporary folder where the path would be too long for a socket. Nobody else
    /// uses the data folder now, so a socket that is there was left by a process that was killed.
    pub fn create(data: &Path) -> Result<Self, EmbeddedError> {
        let fail = |folder: &Path, error: &io::Error| EmbeddedError::from_io(data, folder, error);
        let inside = data.join("run");
        if socket_in(&inside).as_os_str().as_bytes().len() <= MAX_SOCKET_PATH {
            match fs::remove_dir_all(&inside) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail(&inside, &error)),
                _ => {}
            }
            return Self::make(inside.clone()).map_err(|error| fail(&inside, &error));
        }
        let name = format!("ansatz-{:016x}", rand::random::<u64>());
        let mut refused = None;
        for parent in [std::env::temp_dir(), PathBuf::from("/tmp")] {
            let folder = parent.join(&name);
            if socket_in(&folder).as_os_str().as_bytes().len() <= MAX_SOCKET_PATH {
                match Self::make(folder.clone()) {
                    Ok(made) => return Ok(made),
                    Err(error) => refused = Some(fail(&folder, &error)),
                }
            }
        }
        Err(refused.unwrap_or_else(|| EmbeddedError::Failed {
            folder: data.to_path_buf(),
            detail: "the paths of this folder and of the temporary folder are too long for a socket".to_owned(),
        }))
    }

    /// Fails when the folder is there, so nobody can have prepared it.
    fn make(folder: PathBuf) -> io::Result<Self> {
        DirBuilder::new().mode(0o700).create(&folder)?;
        // Whatever the process's umask took away.
        fs::set_permissions(&folder, Permissions::from_mode(0o700))?;
        Ok(Self { folder })
    }

    pub fn path(&self) -> &Path {
        &self.folder
    }

    pub fn socket(&self) -> PathBuf {
        socket_in(&self.folder)
    }
}

impl Drop for SocketFolder {
    fn drop(&mut self) {
        // Left behind, it does no harm: the next start clears it.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The name PostgreSQL's clients look for.
fn socket_in(folder: &Path) -> PathBuf {
    folder.join(format!(".s.PGSQL.{PORT}"))
}

/// Where the runtime unpacks its compiled code (48 MB), which it takes from the user's cache folder only.
fn cache_folder() -> Option<PathBuf> {
    ProjectDirs::from("dev", "oliphaunt-wasix", "oliphaunt-wasix").map(|dirs| dirs.cache_dir().to_path_buf())
}

fn cache_is_usable() -> bool {
    cache_folder().is_some_and(|folder| {
        let probe = folder.join(format!(".write-{}", std::process::id()));
        let written = fs::create_dir_all(&folder).and_then(|()| File::create(&probe));
        written.and_then(|_| fs::remove_file(&probe)).is_ok()
    })
}

/// Refuses to go on without a cache the runtime can use.
pub fn check_cache(data: &Path) -> Result<(), EmbeddedError> {
    if cache_is_usable() {
        return Ok(());
    }
    Err(EmbeddedError::NoPermission {
        folder: cache_folder().unwrap_or_else(|| data.join("cache")),
        detail: "the built-in database unpacks its compiled code there; set XDG_CACHE_HOME to a folder of your own"
            .to_owned(),
    })
}

/// For a user without a home folder that can be written, as in many services and containers: starts this program again
/// with its cache in the data folder, which nobody else may write. Returns only when there is nothing to do or no way.
///
/// To be called first in `main`. An environment can only be changed safely by a new start.
pub fn relaunch_with_cache(data: &Path) -> Result<(), EmbeddedError> {
    if cache_is_usable() {
        return Ok(());
    }
    let cache = data_folder(data)?.join("cache");
    if cfg!(not(target_os = "linux")) || std::env::var_os("XDG_CACHE_HOME").is_some_and(|home| home == cache) {
        return check_cache(data);
    }
    let program = std::env::current_exe().map_err(|error| EmbeddedError::from_io(data, data, &error))?;
    let mut arguments = std::env::args_os();
    let mut again = Command::new(&program);
    if let Some(name) = arguments.next() {
        again.arg0(name);
    }
    let error = again.args(arguments).env("XDG_CACHE_HOME", &cache).exec();
    Err(EmbeddedError::from_io(data, &program, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_socket_folder_is_private_and_short() {
        let data = tempfile::tempdir().unwrap();
        let short = SocketFolder::create(data.path()).unwrap();
        assert_eq!(short.path(), data.path().join("run"));
        assert_eq!(fs::metadata(short.path()).unwrap().permissions().mode() & 0o777, 0o700);
        // What a killed process left is cleared.
        std::mem::forget(short);
        let again = SocketFolder::create(data.path()).unwrap();
        let path = again.path().to_path_buf();
        drop(again);
        assert!(!path.exists());

        let deep = data.path().join("a".repeat(100));
        fs::create_dir(&deep).unwrap();
        let elsewhere = SocketFolder::create(&deep).unwrap();
        assert!(!elsewhere.path().starts_with(&deep));
        assert!(elsewhere.socket().as_os_str().as_bytes().len() <= MAX_SOCKET_PATH);
        assert_eq!(fs::metadata(elsewhere.path()).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn a_data_folder_that_is_a_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let expected = format!("The built-in database in {0} failed: {0}: File exists (os error 17)", file.display());
        assert_eq!(data_folder(&file).unwrap_err().to_string(), expected);
    }
}
