mod crash;
mod play;
mod support;
