//! Every sentence that people read, each a plain function, so that the tone is one and a snapshot test can hold it.
