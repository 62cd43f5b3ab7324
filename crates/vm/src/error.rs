//! Exceptions on their way up, and the built-in exception classes.

use crate::objects::{Class, Exception};
use crate::value::{Ref, Value};
use crate::{Kind, Vm};

/// An exception that was raised. Whoever does not handle it hands it on.
#[derive(Debug)]
pub struct Raised(pub Value);

/// What anything returns that may raise.
pub type PyResult<T = Value> = Result<T, Raised>;

impl Raised {
    /// The exception.
    pub fn exception(&self) -> &Value {
        &self.0
    }

    /// Whether it is an instance of `class`.
    pub fn is(&self, vm: &Vm, class: Exc) -> bool {
        match self.0.downcast::<Exception>() {
            Some(exception) => exception.class.borrow().is_subclass(vm.exception_class(class)),
            None => false,
        }
    }
}

macro_rules! exceptions {
    ($($(#[$doc:meta])? $name:ident: $base:ident [$($field:literal),*];)*) => {
        /// The built-in exception classes, by their names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the names are Python's own")]
        pub enum Exc {
            $($name,)*
        }

        /// Each class with its name, its base, and the attributes that it adds.
        pub(crate) const EXCEPTIONS: &[(Exc, &str, Exc, &[&str])] =
            &[$((Exc::$name, stringify!($name), Exc::$base, &[$($field),*]),)*];
    };
}

// `BaseException` stands as its own base; fields are inherited and come first.
exceptions! {
    BaseException: BaseException [];
    BaseExceptionGroup: BaseException ["message", "exceptions"];
    GeneratorExit: BaseException [];
    KeyboardInterrupt: BaseException [];
    SystemExit: BaseException ["code"];
    Exception: BaseException [];
    ExceptionGroup: BaseExceptionGroup [];
    ArithmeticError: Exception [];
    FloatingPointError: ArithmeticError [];
    OverflowError: ArithmeticError [];
    ZeroDivisionError: ArithmeticError [];
    AssertionError: Exception [];
    AttributeError: Exception ["name", "obj"];
    BufferError: Exception [];
    EOFError: Exception [];
    ImportError: Exception ["msg", "name", "path", "name_from"];
    ModuleNotFoundError: ImportError [];
    LookupError: Exception [];
    IndexError: LookupError [];
    KeyError: LookupError [];
    MemoryError: Exception [];
    NameError: Exception ["name"];
    UnboundLocalError: NameError [];
    OSError: Exception ["errno", "strerror", "filename", "filename2", "characters_written"];
    BlockingIOError: OSError [];
    ChildProcessError: OSError [];
    ConnectionError: OSError [];
    BrokenPipeError: ConnectionError [];
    ConnectionAbortedError: ConnectionError [];
    ConnectionRefusedError: ConnectionError [];
    ConnectionResetError: ConnectionError [];
    FileExistsError: OSError [];
    FileNotFoundError: OSError [];
    InterruptedError: OSError [];
    IsADirectoryError: OSError [];
    NotADirectoryError: OSError [];
    PermissionError: OSError [];
    ProcessLookupError: OSError [];
    TimeoutError: OSError [];
    ReferenceError: Exception [];
    RuntimeError: Exception [];
    NotImplementedError: RuntimeError [];
    PythonFinalizationError: RuntimeError [];
    RecursionError: RuntimeError [];
    StopAsyncIteration: Exception [];
    StopIteration: Exception ["value"];
    SyntaxError: Exception ["msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"];
    IndentationError: SyntaxError [];
    TabError: IndentationError [];
    _IncompleteInputError: SyntaxError [];
    SystemError: Exception [];
    TypeError: Exception [];
    ValueError: Exception [];
    UnicodeError: ValueError [];
    UnicodeDecodeError: UnicodeError ["encoding", "object", "start", "end", "reason"];
    UnicodeEncodeError: UnicodeError ["encoding", "object", "start", "end", "reason"];
    UnicodeTranslateError: UnicodeError ["encoding", "object", "start", "end", "reason"];
    Warning: Exception [];
    BytesWarning: Warning [];
    DeprecationWarning: Warning [];
    EncodingWarning: Warning [];
    FutureWarning: Warning [];
    ImportWarning: Warning [];
    PendingDeprecationWarning: Warning [];
    ResourceWarning: Warning [];
    RuntimeWarning: Warning [];
    SyntaxWarning: Warning [];
    UnicodeWarning: Warning [];
    UserWarning: Warning [];
}

impl Vm {
    /// A built-in exception class.
    pub fn exception_class(&self, class: Exc) -> &Ref<Class> {
        &self.types.exceptions[class as usize]
    }

    /// An exception with a message, ready to be returned as `Err`.
    #[cold]
    pub fn error(&mut self, class: Exc, message: impl AsRef<str>) -> Raised {
        let message = self.str(message.as_ref());
        self.error_with(class, vec![message])
    }

    /// An exception with these `args`.
    #[cold]
    pub fn error_with(&mut self, class: Exc, args: Vec<Value>) -> Raised {
        let class = self.exception_class(class).clone();
        Raised(self.new_exception(&class, args))
    }

    /// A `TypeError`.
    #[cold]
    pub fn type_error(&mut self, message: impl AsRef<str>) -> Raised {
        self.error(Exc::TypeError, message)
    }

    /// A `ValueError`.
    #[cold]
    pub fn value_error(&mut self, message: impl AsRef<str>) -> Raised {
        self.error(Exc::ValueError, message)
    }

    /// Whether `value` is an exception instance.
    pub fn is_exception(&self, value: &Value) -> bool {
        value.kind() == Kind::Exception
    }
}
