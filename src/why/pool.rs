//! Warm children: each has its Python ready and waits for one program.
