//! What the compiler forgets: an exception that leaves a `with` block has to be taken off the stack of handled exceptions.
//!
//! In CPython, the instruction that raises it again is inside the range of the block's clean-up, which restores what was handled
//! before. RustPython leaves it outside, so that from then on the exception counts as being handled, and every later one says
//! "During handling of the above exception, another exception occurred". The instruction is replaced by a jump to a clean-up
//! of its own, behind the last instruction.

use rustpython_vm::builtins::PyCode;
use rustpython_vm::bytecode::oparg::OpArgByte;
use rustpython_vm::bytecode::{
    Arg, CodeObject, CodeUnit, CodeUnits, ConstantData, ExceptionTableEntry, Instruction, decode_exception_table,
    encode_exception_table, find_exception_handler,
};
use rustpython_vm::compiler::{self, CompileError};
use rustpython_vm::{PyRef, VirtualMachine};

/// Compiles a program, as `vm.compile` does.
pub fn compile(vm: &VirtualMachine, source: &str, name: &str) -> Result<PyRef<PyCode>, CompileError> {
    if source.contains('\\') {
        // Only there are the warnings about unknown escapes given.
        vm.compile(source, compiler::Mode::Exec, name.to_owned())?;
    }
    let mut code = compiler::compile(source, compiler::Mode::Exec, name, vm.compile_opts())?;
    mend(&mut code);
    Ok(vm.ctx.new_code(code))
}

fn mend(code: &mut CodeObject) {
    let starts =
        code.instructions.iter().enumerate().filter(|(_, unit)| matches!(unit.op, Instruction::WithExceptStart));
    let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    for start in starts {
        let reraise =
            code.instructions.iter().skip(start).position(|unit| matches!(unit.op, Instruction::Reraise { .. }));
        if let Some(after) = reraise {
            clean_up(code, start + after);
        }
    }
    let mended = code.constants.iter().cloned().map(|constant| match constant {
        ConstantData::Code { code: mut inner } => {
            mend(&mut inner);
            ConstantData::Code { code: inner }
        }
        other => other,
    });
    code.constants = mended.collect();
}

/// Lets the instruction at `at` restore what was handled before it raises again.
fn clean_up(code: &mut CodeObject, at: usize) {
    let mut units: Vec<CodeUnit> = code.instructions.to_vec();
    let end = units.len();
    let [high @ .., low] = (end - at - 1).to_be_bytes();
    // A distance above 255 needs the unit before, which only says that the jump over it was not taken.
    let far = high != [0; 7];
    let room = high[..6] == [0; 6] && matches!(units[at - 1].op, Instruction::NotTaken);
    if far && !room {
        return;
    }
    if far {
        units[at - 1] = CodeUnit::new(Instruction::ExtendedArg, OpArgByte::new(high[6]));
    }
    units[at] = CodeUnit::new(Instruction::JumpForward { delta: Arg::marker() }, OpArgByte::new(low));
    // The stack: ..., the instruction that raised, the exception handled before, the exception.
    units.push(CodeUnit::new(Instruction::Swap { i: Arg::marker() }, OpArgByte::new(2)));
    units.push(CodeUnit::new(Instruction::PopExcept, OpArgByte::NULL));
    units.push(CodeUnit::new(Instruction::Reraise { depth: Arg::marker() }, OpArgByte::new(1)));
    let mut locations = code.locations.to_vec();
    let place = locations[at];
    locations.resize(units.len(), place);
    if let Some(outer) = find_exception_handler(&code.exceptiontable, at as u32) {
        let mut entries = decode_exception_table(&code.exceptiontable);
        entries.push(ExceptionTableEntry { start: end as u32, end: units.len() as u32, ..outer });
        code.exceptiontable = encode_exception_table(&entries);
    }
    code.instructions = CodeUnits::from(units);
    code.locations = locations.into_boxed_slice();
}
