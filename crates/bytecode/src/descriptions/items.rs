//! Opcodes for attributes and items.

use super::Description;
use crate::Opcode;

pub(super) static OPCODES: &[Description] = &[
    Description {
        opcode: Opcode::BINARY_SLICE,
        summary: "Takes a slice of a container.",
        stack: "( container, start, stop -- container[start:stop] )",
        details: "A bound that is not written is None. With a step, BUILD_SLICE and BINARY_SUBSCR are \
                  used.",
        example: Some("print(\"hello\"[1:3])"),
    },
    Description {
        opcode: Opcode::BINARY_SUBSCR,
        summary: "Fetches an item of a container.",
        stack: "( container, key -- container[key] )",
        details: "Calls the container's `__getitem__`. The cache counts runs until the interpreter picks \
                  a special form, for instance for a list and an integer.",
        example: Some("items[0]"),
    },
    Description {
        opcode: Opcode::DELETE_ATTR,
        summary: "Deletes an attribute of an object.",
        stack: "( object -- )",
        details: "The argument is an index into co_names. Calls the type's `__delattr__`.",
        example: Some("del a.b"),
    },
    Description {
        opcode: Opcode::DELETE_SUBSCR,
        summary: "Deletes an item of a container.",
        stack: "( container, key -- )",
        details: "Calls the container's `__delitem__`. The key of a slice is a slice object.",
        example: Some("del items[0]"),
    },
    Description {
        opcode: Opcode::LOAD_ATTR,
        summary: "Fetches an attribute of an object, or a method that is about to be called.",
        stack: "( object -- attribute ) or ( object -- method, self or NULL )",
        details: "The argument is an index into co_names, shifted left by one. With the lowest bit set \
                  the attribute is to be called: if it is a plain method, the function and the object \
                  itself are pushed and no bound method is made; else the attribute and NULL. The nine \
                  units of cache hold the type's version and where the attribute was found.",
        example: Some("text.upper()"),
    },
    Description {
        opcode: Opcode::LOAD_SUPER_ATTR,
        summary: "Fetches an attribute through super() without making the super object.",
        stack: "( super, class, self -- attribute ) or ( super, class, self -- method, self or NULL )",
        details: "The argument is an index into co_names, shifted left by two. Bit 0 asks for the method \
                  form, as for LOAD_ATTR; bit 1 is set if super had its two arguments written out. If \
                  the name super does not mean the built-in, it is called as usual.",
        example: Some(
            "\
class C(B):
    def f(self):
        return super().f()",
        ),
    },
    Description {
        opcode: Opcode::STORE_ATTR,
        summary: "Sets an attribute of an object.",
        stack: "( value, object -- )",
        details: "The argument is an index into co_names. Calls the type's `__setattr__`. The cache \
                  holds the type's version and the place of the attribute.",
        example: Some("a.b = 1"),
    },
    Description {
        opcode: Opcode::STORE_SLICE,
        summary: "Replaces a slice of a container.",
        stack: "( value, container, start, stop -- )",
        details: "A bound that is not written is None. With a step, BUILD_SLICE and STORE_SUBSCR are \
                  used.",
        example: Some("items[1:3] = []"),
    },
    Description {
        opcode: Opcode::STORE_SUBSCR,
        summary: "Sets an item of a container.",
        stack: "( value, container, key -- )",
        details: "Calls the container's `__setitem__`. The cache counts runs until the interpreter picks \
                  a special form for lists or dictionaries.",
        example: Some("items[0] = 1"),
    },
];
