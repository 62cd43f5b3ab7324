//! Parameters of functions, arguments of calls.

use ruff_python_ast as ruff;
use ruff_text_size::{Ranged, TextRange};

use super::Lowering;
use crate::ast::{Arg, Arguments, Expr, Keyword};

impl Lowering<'_> {
    pub(super) fn parameters(&mut self, parameters: ruff::Parameters) -> Arguments {
        let mut lowered = Arguments::default();
        for parameter in parameters.posonlyargs {
            lowered.posonlyargs.push(self.parameter(parameter.parameter));
            lowered.defaults.extend(parameter.default.map(|default| self.expr(*default)));
        }
        for parameter in parameters.args {
            lowered.args.push(self.parameter(parameter.parameter));
            lowered.defaults.extend(parameter.default.map(|default| self.expr(*default)));
        }
        lowered.vararg = parameters.vararg.map(|parameter| Box::new(self.starred_parameter(*parameter)));
        for parameter in parameters.kwonlyargs {
            lowered.kwonlyargs.push(self.parameter(parameter.parameter));
            lowered.kw_defaults.push(parameter.default.map(|default| self.expr(*default)));
        }
        lowered.kwarg = parameters.kwarg.map(|parameter| Box::new(self.starred_parameter(*parameter)));
        lowered
    }

    fn parameter(&mut self, parameter: ruff::Parameter) -> Arg {
        Arg {
            arg: self.identifier(&parameter.name),
            location: self.locate(&parameter),
            annotation: parameter.annotation.map(|annotation| self.expr(*annotation)),
        }
    }

    /// `*args` and `**kwargs`: CPython's position leaves the stars out.
    fn starred_parameter(&mut self, mut parameter: ruff::Parameter) -> Arg {
        parameter.range = TextRange::new(parameter.name.range.start(), parameter.range.end());
        self.parameter(parameter)
    }

    /// The positional and the keyword arguments of a call or class.
    pub(super) fn call_arguments(&mut self, arguments: ruff::Arguments) -> (Vec<Expr>, Vec<Keyword>) {
        let parentheses = arguments.range;
        let alone = arguments.args.len() == 1 && arguments.keywords.is_empty();
        let args = self.exprs(arguments.args.into_iter().map(|mut arg| {
            // A generator that is the only argument borrows the parentheses of the call.
            if let ruff::Expr::Generator(generator) = &mut arg
                && alone
                && !generator.parenthesized
            {
                generator.range = parentheses;
            }
            arg
        }));
        let keywords = arguments.keywords.into_iter().map(|keyword| self.keyword(keyword)).collect();
        (args, keywords)
    }

    fn keyword(&mut self, keyword: ruff::Keyword) -> Keyword {
        Keyword {
            arg: self.opt_identifier(keyword.arg.as_ref()),
            location: self.location(keyword.range()),
            value: self.expr(keyword.value),
        }
    }
}
