//! What is loaded before there is a program, so that no program waits for it.

use rustpython_vm::{PyResult, VirtualMachine};

/// The modules that programs use, the usual ones first.
const MODULES: [&str; 41] = [
    "torch",
    "torch.nn",
    "torch.nn.modules.linear",
    "torch.nn.modules.container",
    "torch.nn.modules.activation",
    "torch.nn.modules.loss",
    "torch.optim.sgd",
    "torch.optim.adam",
    "torch.optim.lr_scheduler.factors",
    "torch.optim.lr_scheduler.cosine",
    "torch.utils.data",
    "torch.nn.modules.batchnorm",
    "torch.nn.modules.conv",
    "torch.nn.modules.pooling",
    "torch.nn.modules.dropout",
    "torch.nn.modules.flatten",
    "torch.nn.modules.normalization",
    "torch.nn.modules.sparse",
    "torch.nn.modules.rnn",
    "torch.linalg",
    "numpy",
    "matplotlib.pyplot",
    "torch.optim.adamw",
    "torch.optim.rmsprop",
    "torch.optim.adagrad",
    "torch.nn.utils.clip_grad",
    "torch.nn.utils.convert_parameters",
    "torch.nn.modules._attention",
    "torch.nn.modules.transformer",
    "torch.nn._functional_attention",
    "torch.nn._functional_interpolate",
    "torch.nn._functional_pooling",
    "torch.autograd.functional",
    "torch.special",
    "torch.fft",
    "random",
    "typing",
    "dataclasses",
    "copy",
    "textwrap",
    "statistics",
];

/// Loads them one after another, until `asked` says that a program waits.
pub fn load(vm: &VirtualMachine, asked: impl Fn() -> bool) {
    // A module that can't be loaded says so to the program that imports it.
    let _ = undisturbed(vm, || {
        for module in MODULES {
            if asked() {
                break;
            }
            let _ = vm.import(module, 0);
        }
    });
}

/// Without the collector, to which all that is loaded is no garbage, now and later.
fn undisturbed(vm: &VirtualMachine, load: impl FnOnce()) -> PyResult<()> {
    let collector = vm.import("gc", 0)?;
    let tell = |what| vm.call_method(&collector, what, ());
    tell("disable")?;
    load();
    tell("freeze")?;
    tell("enable")?;
    Ok(())
}
