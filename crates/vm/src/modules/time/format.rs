//! Moments as text: `strftime`, `asctime`, `ctime`, with the names of the C locale.

use std::fmt::Write as _;

use crate::call::Args;
use crate::objects::Str;
use crate::types::native;
use crate::{PyResult, Vm};

use super::calendar::{Moment, seconds_argument};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn day_name(moment: &Moment) -> &'static str {
    DAYS.get(moment.weekday.rem_euclid(7) as usize).copied().unwrap_or_default()
}

fn month_name(moment: &Moment) -> &'static str {
    MONTHS.get((moment.month - 1).rem_euclid(12) as usize).copied().unwrap_or_default()
}

fn ascii(moment: &Moment) -> String {
    format!(
        "{} {}{:3} {:02}:{:02}:{:02} {}",
        &day_name(moment)[..3],
        &month_name(moment)[..3],
        moment.day,
        moment.hour,
        moment.minute,
        moment.second,
        moment.year
    )
}

pub(super) fn asctime(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let moment = Moment::from_argument(vm, args.get(0))?.checked(vm)?;
    Ok(vm.str(&ascii(&moment)))
}

pub(super) fn ctime(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let seconds = seconds_argument(vm, args.some(0))?;
    Ok(vm.str(&ascii(&Moment::from_seconds(seconds))))
}

pub(super) fn strftime(vm: &mut Vm, args: Args<'_>) -> PyResult {
    let Some(format) = native::<Str>(&args[0]) else {
        let class = vm.class_of(&args[0]).name();
        return Err(vm.type_error(format!("strftime() argument 1 must be str, not {class}")));
    };
    let format = format.wtf8().to_string_lossy().into_owned();
    let moment = Moment::from_argument(vm, args.get(1))?.checked(vm)?;
    let mut text = String::new();
    let mut chars = format.chars();
    while let Some(char) = chars.next() {
        if char != '%' {
            text.push(char);
            continue;
        }
        match chars.next() {
            None => text.push('%'),
            Some(directive) => write_directive(&mut text, directive, &moment),
        }
    }
    Ok(vm.str(&text))
}

fn write_directive(text: &mut String, directive: char, moment: &Moment) {
    let twelve = (moment.hour + 11) % 12 + 1;
    // Writing to a string does not fail.
    let _ = match directive {
        'a' => write!(text, "{}", &day_name(moment)[..3]),
        'A' => write!(text, "{}", day_name(moment)),
        'b' | 'h' => write!(text, "{}", &month_name(moment)[..3]),
        'B' => write!(text, "{}", month_name(moment)),
        'c' => write!(text, "{}", ascii(moment)),
        'C' => write!(text, "{:02}", moment.year.div_euclid(100)),
        'd' => write!(text, "{:02}", moment.day),
        'D' | 'x' => write!(text, "{:02}/{:02}/{:02}", moment.month, moment.day, moment.year.rem_euclid(100)),
        'e' => write!(text, "{:2}", moment.day),
        'F' => write!(text, "{}-{:02}-{:02}", moment.year, moment.month, moment.day),
        'g' => write!(text, "{:02}", iso_week(moment).0.rem_euclid(100)),
        'G' => write!(text, "{}", iso_week(moment).0),
        'H' => write!(text, "{:02}", moment.hour),
        'I' => write!(text, "{twelve:02}"),
        'j' => write!(text, "{:03}", moment.yearday),
        'k' => write!(text, "{:2}", moment.hour),
        'l' => write!(text, "{twelve:2}"),
        'm' => write!(text, "{:02}", moment.month),
        'M' => write!(text, "{:02}", moment.minute),
        'n' => writeln!(text),
        'p' => write!(text, "{}", if moment.hour < 12 { "AM" } else { "PM" }),
        'r' => write!(
            text,
            "{twelve:02}:{:02}:{:02} {}",
            moment.minute,
            moment.second,
            if moment.hour < 12 { "AM" } else { "PM" }
        ),
        'R' => write!(text, "{:02}:{:02}", moment.hour, moment.minute),
        's' => write!(text, "{}", moment.to_seconds()),
        'S' => write!(text, "{:02}", moment.second),
        't' => write!(text, "\t"),
        'T' | 'X' => write!(text, "{:02}:{:02}:{:02}", moment.hour, moment.minute, moment.second),
        'u' => write!(text, "{}", moment.weekday + 1),
        // Weeks that begin on Sunday, and on Monday.
        'U' => write!(text, "{:02}", (moment.yearday + 6 - (moment.weekday + 1) % 7) / 7),
        'V' => write!(text, "{:02}", iso_week(moment).1),
        'w' => write!(text, "{}", (moment.weekday + 1) % 7),
        'W' => write!(text, "{:02}", (moment.yearday + 6 - moment.weekday) / 7),
        'y' => write!(text, "{:02}", moment.year.rem_euclid(100)),
        'Y' => write!(text, "{}", moment.year),
        'z' => write!(text, "+0000"),
        'Z' => write!(text, "UTC"),
        '%' => write!(text, "%"),
        other => write!(text, "%{other}"),
    };
}

/// Year and week by ISO 8601: weeks begin on Monday, and belong to the year that has their Thursday.
fn iso_week(moment: &Moment) -> (i64, i64) {
    let is_leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let week = (moment.yearday - 1 - moment.weekday + 10) / 7;
    // The weekday of January 1st, and from it whether the year has 53 weeks.
    let has_53 = |first: i64, leap: bool| first == 3 || leap && first == 2;
    let first = (moment.weekday - (moment.yearday - 1)).rem_euclid(7);
    if week < 1 {
        let leap = is_leap(moment.year - 1);
        let before = (first - 365 - i64::from(leap)).rem_euclid(7);
        return (moment.year - 1, if has_53(before, leap) { 53 } else { 52 });
    }
    if week == 53 && !has_53(first, is_leap(moment.year)) {
        return (moment.year + 1, 1);
    }
    (moment.year, week)
}
