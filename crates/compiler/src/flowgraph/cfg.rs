//! The control flow graph: basic blocks of instructions.
//!
//! CPython's `basicblock` and `cfg_builder`. The instructions of all blocks lie in one array, a block being
//! a range of it; a block that grows beyond its room moves to the array's end. So a unit costs a handful of
//! allocations, however many blocks it has, and walking the blocks walks memory forwards.
//!
//! The order of the blocks is the `next` chain. Ids never change: a pass that reorders, empties or adds
//! blocks leaves the others' ids alone, so that a reader can follow one block from pass to pass.

use std::mem;
use std::num::NonZeroU32;
use std::ops::{Index, IndexMut, Range};

use bytescope_bytecode::{Location, Opcode};

use crate::instruction::InstructionSequence;

/// Names a block of one [`Cfg`]. The entry is block 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId(NonZeroU32);

impl BlockId {
    /// The block that runs first.
    pub const ENTRY: Self = Self(NonZeroU32::MIN);

    pub(super) fn from_number(number: u32) -> Self {
        Self(NonZeroU32::MIN.saturating_add(number))
    }

    /// Blocks are numbered from 0 in the order in which they came to be.
    pub fn number(self) -> u32 {
        self.0.get() - 1
    }
}

/// An instruction in a block (`cfg_instr`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CfgInstruction {
    /// What it does.
    pub opcode: Opcode,
    /// Its argument. Where it jumps or sets up a handler, the [number](BlockId::number) of the block.
    pub oparg: u32,
    /// The handler that takes over if it raises.
    pub except: Option<BlockId>,
    /// The source it came from.
    pub location: Location,
}

impl CfgInstruction {
    /// An instruction that no handler protects.
    pub fn new(opcode: Opcode, oparg: u32, location: Location) -> Self {
        Self { opcode, oparg, except: None, location }
    }

    /// A jump that no handler protects.
    pub fn jump(opcode: Opcode, target: BlockId, location: Location) -> Self {
        Self::new(opcode, target.number(), location)
    }

    /// The block it jumps to, or the handler it sets up.
    #[inline]
    pub fn target(&self) -> Option<BlockId> {
        self.opcode.has_target().then(|| BlockId::from_number(self.oparg))
    }

    /// The block it jumps to.
    #[inline]
    pub fn jump_target(&self) -> Option<BlockId> {
        self.opcode.is_jump().then(|| BlockId::from_number(self.oparg))
    }

    /// Makes it another instruction at the same place.
    pub(super) fn set(&mut self, opcode: Opcode, oparg: u32) {
        self.opcode = opcode;
        self.oparg = oparg;
    }

    pub(super) fn set_nop(&mut self) {
        self.set(Opcode::NOP, 0);
    }

    pub(super) fn lineno(&self) -> i32 {
        self.location.lineno
    }
}

/// A run of instructions that is entered only at its start and left only at its end (`basicblock`).
#[derive(Clone, Debug, Default)]
pub struct Block {
    start: u32,
    len: u32,
    capacity: u32,
    /// The block laid out after this one.
    pub next: Option<BlockId>,
    /// Some jump or handler led here when the block was made (`b_label`).
    pub labelled: bool,
    /// An exception leads here.
    pub except_handler: bool,
    /// A handler that finds the offset of the raising instruction on the stack.
    pub preserve_lasti: bool,
    /// Only an exception can lead here.
    pub cold: bool,
    /// Control can get here without an exception.
    pub warm: bool,
    /// How many ways lead here, as last counted.
    pub predecessors: u32,
    /// The stack's depth at the start, once it is known.
    pub startdepth: Option<u32>,
    /// Index of its first instruction among all, when the graph is flattened.
    pub(super) first_index: u32,
    /// For passes that walk the graph.
    pub(super) visited: bool,
    /// Bit `i` is set if local `i` may be unbound at the start.
    pub(super) unsafe_locals: u64,
}

/// A unit's control flow graph (`cfg_builder`).
#[derive(Clone, Debug, Default)]
pub struct Cfg {
    blocks: Vec<Block>,
    /// The instructions of all blocks; see [`Cfg::range`].
    pub(super) instructions: Vec<CfgInstruction>,
    /// How deep the stack gets, in items, once it is known.
    pub stackdepth: u32,
    /// Some instruction sets up a handler. Without any, whatever has to do with exceptions can be left out.
    pub(super) has_handlers: bool,
    /// For passes that walk the graph, which take it and put it back: one list serves all.
    pub(super) todo: Vec<BlockId>,
}

impl Index<BlockId> for Cfg {
    type Output = Block;

    #[inline]
    fn index(&self, id: BlockId) -> &Block {
        &self.blocks[id.number() as usize]
    }
}

impl IndexMut<BlockId> for Cfg {
    #[inline]
    fn index_mut(&mut self, id: BlockId) -> &mut Block {
        &mut self.blocks[id.number() as usize]
    }
}

impl Cfg {
    /// Forgets everything but the room it took; all instructions of the sequence are in the entry block, as yet with
    /// labels where they lead somewhere.
    pub(super) fn reset(&mut self, sequence: &InstructionSequence) {
        let Self { mut blocks, instructions: mut code, todo, .. } = mem::take(self);
        let count = sequence.instructions.len();
        blocks.clear();
        blocks.reserve(count / 4 + 1);
        code.clear();
        // The passes add a few: copies of exits, threaded jumps.
        code.reserve(count + count / 4 + 4);
        code.extend(sequence.instructions.iter().map(|instruction| {
            CfgInstruction::new(instruction.opcode, instruction.oparg, instruction.location)
        }));
        let len = count as u32;
        blocks.push(Block { len, capacity: len, ..Block::default() });
        *self = Self { blocks, instructions: code, todo, ..Self::default() };
    }

    /// Cuts the block made last: the instructions from `index` on become a new block's, laid out next.
    pub(super) fn cut_newest(&mut self, index: usize) -> BlockId {
        let new = BlockId::from_number(self.blocks.len() as u32);
        let start = index as u32;
        let len = self.instructions.len() as u32 - start;
        if let Some(block) = self.blocks.last_mut() {
            block.len = start - block.start;
            block.capacity = block.len;
            block.next = Some(new);
        }
        self.blocks.push(Block { start, len, capacity: len, ..Block::default() });
        new
    }

    /// The blocks in the order of their layout, the entry first.
    pub fn layout(&self) -> impl Iterator<Item = BlockId> {
        std::iter::successors(Some(BlockId::ENTRY), |block| self[*block].next)
    }

    /// How many blocks there are, empty ones included.
    pub fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// A block's instructions.
    #[inline]
    pub fn code(&self, block: BlockId) -> &[CfgInstruction] {
        &self.instructions[self.range(block)]
    }

    #[inline]
    pub(super) fn code_mut(&mut self, block: BlockId) -> &mut [CfgInstruction] {
        let range = self.range(block);
        &mut self.instructions[range]
    }

    /// Where a block's instructions lie in [`Cfg::instructions`]. Valid until a block grows.
    #[inline]
    pub(super) fn range(&self, block: BlockId) -> Range<usize> {
        let block = &self[block];
        block.start as usize..(block.start + block.len) as usize
    }

    /// A block's last instruction.
    #[inline]
    pub fn last(&self, block: BlockId) -> Option<&CfgInstruction> {
        self.code(block).last()
    }

    /// Whether control can run from the block's end into the next block.
    #[inline]
    pub fn falls_through(&self, block: BlockId) -> bool {
        !self.last(block).is_some_and(|last| last.opcode.has_no_fallthrough())
    }

    /// The block that control runs into from this one's end.
    pub(super) fn fallthrough(&self, block: BlockId) -> Option<BlockId> {
        self[block].next.filter(|_| self.falls_through(block))
    }

    /// Whether the block ends by leaving the frame or raising.
    pub(super) fn exits_scope(&self, block: BlockId) -> bool {
        self.last(block).is_some_and(|last| last.opcode.is_scope_exit())
    }

    /// Whether no instruction of the block has a line.
    pub(super) fn has_no_lineno(&self, block: BlockId) -> bool {
        self.code(block).iter().all(|instruction| !instruction.location.has_line())
    }

    /// The first block with instructions, from `block` on.
    pub(super) fn next_nonempty(&self, mut block: Option<BlockId>) -> Option<BlockId> {
        while let Some(id) = block
            && self[id].len == 0
        {
            block = self[id].next;
        }
        block
    }

    /// A block that is not in the layout yet.
    pub(super) fn new_block(&mut self) -> BlockId {
        let start = self.instructions.len() as u32;
        self.blocks.push(Block { start, ..Block::default() });
        BlockId::from_number(self.blocks.len() as u32 - 1)
    }

    /// A block with the same instructions, not in the layout yet.
    pub(super) fn copy_block(&mut self, block: BlockId) -> BlockId {
        let copy = self.new_block();
        self.append(copy, block);
        copy
    }

    /// Lays out a block after another.
    pub(super) fn insert_after(&mut self, block: BlockId, new: BlockId) {
        self[new].next = self[block].next;
        self[block].next = Some(new);
    }

    /// Adds an instruction at a block's end.
    pub(super) fn push(&mut self, block: BlockId, instruction: CfgInstruction) {
        self.reserve(block, 1);
        let end = self.range(block).end;
        self.instructions[end] = instruction;
        self[block].len += 1;
    }

    /// Adds instructions at a block's start.
    pub(super) fn prepend(&mut self, block: BlockId, prefix: &[CfgInstruction]) {
        for instruction in prefix {
            self.push(block, *instruction);
        }
        self.code_mut(block).rotate_right(prefix.len());
    }

    /// Adds the instructions of one block at the end of another.
    pub(super) fn append(&mut self, to: BlockId, from: BlockId) {
        let source = self.range(from);
        self.reserve(to, source.len());
        let end = self.range(to).end;
        self[to].len += source.len() as u32;
        self.instructions.copy_within(source, end);
    }

    /// Keeps only a block's first instructions.
    pub(super) fn truncate(&mut self, block: BlockId, len: usize) {
        self[block].len = len as u32;
    }

    /// Makes room for more instructions at a block's end.
    fn reserve(&mut self, block: BlockId, additional: usize) {
        let Block { start, len, capacity, .. } = self[block];
        let needed = len + additional as u32;
        if needed <= capacity {
            return;
        }
        let end = self.instructions.len();
        let is_last = (start + capacity) as usize == end;
        let start = if is_last { start } else { end as u32 };
        if !is_last {
            self.instructions.extend_from_within(self.range(block));
        }
        let filler = CfgInstruction::new(Opcode::NOP, 0, Location::NONE);
        self.instructions.resize((start + needed) as usize, filler);
        self[block].start = start;
        self[block].capacity = needed;
    }

    /// Forgets which blocks were visited, at the start of a walk.
    pub(super) fn unvisit(&mut self) {
        for block in &mut self.blocks {
            block.visited = false;
        }
    }

    /// Puts a block on the to-do list unless it was visited.
    #[inline]
    pub(super) fn visit(&mut self, block: BlockId, todo: &mut Vec<BlockId>) {
        if !mem::replace(&mut self[block].visited, true) {
            todo.push(block);
        }
    }
}
