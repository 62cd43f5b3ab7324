//! The themes hold: enough contrast on the backgrounds they are for, and hues that red-green blind readers tell
//! apart. (Pink and grey are told from the others by place and shape: exceptions have brackets and labels of their
//! own, what is grey says nothing by it.)

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::many_single_char_names, reason = "colour spaces have letters")]

use bytescope_views::{Hue, Role, Row, Style, Theme, ansi};

type Rgb = [f64; 3];

const WHITE: Rgb = [1.0, 1.0, 1.0];
const BLACK: Rgb = [0.0, 0.0, 0.0];
/// The background of many a dark theme, `#1e1e1e`.
const CHARCOAL: Rgb = [0.013, 0.013, 0.013];

/// Simulated protanopia and deuteranopia, on linear light (Machado, Oliveira and Fernandes, 2009).
const BLINDNESS: [(&str, [[f64; 3]; 3]); 3] = [
    ("none", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
];

/// The colour of a role in linear light, read from the escape sequence that a terminal would get.
fn colour(role: Role, theme: Theme) -> Rgb {
    let text = ansi(&[Row::of("x", Style { role, bold: false })], theme);
    let number = text.split("38;5;").nth(1).unwrap().split('m').next().unwrap();
    let index: u32 = number.parse().unwrap();
    let levels = match index {
        232.. => [8 + 10 * (index - 232); 3],
        _ => [36, 6, 1].map(|step| [0, 95, 135, 175, 215, 255][((index - 16) / step % 6) as usize]),
    };
    levels.map(|level| {
        let level = f64::from(level) / 255.0;
        if level <= 0.040_45 { level / 12.92 } else { ((level + 0.055) / 1.055).powf(2.4) }
    })
}

fn luminance([r, g, b]: Rgb) -> f64 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// The contrast ratio of WCAG.
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

fn lab([r, g, b]: Rgb) -> Rgb {
    let curve = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.950_47);
    let y = curve(luminance([r, g, b]));
    let z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn distance(one: Rgb, other: Rgb) -> f64 {
    lab(one).iter().zip(lab(other)).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
}

fn roles() -> impl Iterator<Item = Role> {
    Hue::ALL.into_iter().map(Role::Span).chain([Role::Exception, Role::Quiet])
}

#[test]
fn contrast_on_the_backgrounds_a_theme_is_for() {
    let wanted = [
        (Theme::Any, &[WHITE, BLACK, CHARCOAL][..], 3.5),
        (Theme::Dark, &[BLACK, CHARCOAL], 5.5),
        (Theme::Light, &[WHITE], 4.5),
    ];
    for (theme, backgrounds, least) in wanted {
        for (role, background) in
            roles().flat_map(|role| backgrounds.iter().map(move |ground| (role, *ground)))
        {
            let found = contrast(colour(role, theme), background);
            assert!(found >= least, "{theme:?}: {role:?} has {found:.1} on {background:?}");
        }
    }
}

#[test]
fn hues_stay_apart_for_red_green_blind_readers() {
    for theme in [Theme::Any, Theme::Dark, Theme::Light] {
        for (name, matrix) in BLINDNESS {
            let seen = |hue: Hue| {
                let light = colour(Role::Span(hue), theme);
                matrix.map(|row| row.iter().zip(light).map(|(a, b)| a * b).sum::<f64>().clamp(0.0, 1.0))
            };
            for (one, other) in [(Hue::Blue, Hue::Orange), (Hue::Blue, Hue::Teal), (Hue::Orange, Hue::Teal)] {
                let found = distance(seen(one), seen(other));
                assert!(found >= 30.0, "{theme:?}, {name}: {one:?} and {other:?} are {found:.0} apart");
            }
        }
    }
}
