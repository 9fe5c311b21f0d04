// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The arguments and the output of each tool, a module per tool.

/// The types of the tool `add_note`.
pub mod add_note {
    use mcpreg_contract::typed;

    #[derive(Debug, Clone, PartialEq, typed::Object)]
    #[typed(closed)]
    pub struct Arguments {
        /// The note itself.
        ///
        /// Default: `""`
        pub body: Option<String>,
        /// The day it is due; null for never.
        pub due: Option<Option<typed::format::Date>>,
        /// Whom to tell when it is due.
        pub notify: Option<Notify>,
        /// Default: `"normal"`
        pub priority: Option<Priority>,
        /// Words to find it by.
        pub tags: Option<typed::Set<TagsItem, 0, 16>>,
        /// One line that names the note.
        pub title: Title,
    }

    /// Whom to tell when it is due.
    #[derive(Debug, Clone, PartialEq, typed::Union)]
    pub enum Notify {
        Email(NotifyEmail),
        Sms(NotifySms),
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, typed::Choice)]
    pub enum Priority {
        #[typed("low")]
        Low,
        #[typed("normal")]
        Normal,
        #[typed("high")]
        High,
    }

    /// A string that matches `^[a-z0-9-]+$`.
    pub type TagsItem = typed::Text<TagsItemRule>;

    /// The rule of [`TagsItem`].
    #[derive(Debug, typed::TextRule)]
    #[typed(pattern = "^[a-z0-9-]+$")]
    pub enum TagsItemRule {}

    /// A string of 1 to 80 characters.
    pub type Title = typed::Text<TitleRule>;

    /// The rule of [`Title`].
    #[derive(Debug, typed::TextRule)]
    #[typed(min = 1, max = 80)]
    pub enum TitleRule {}

    /// The member `channel` is always `"email"`.
    #[derive(Debug, Clone, PartialEq, typed::Object)]
    #[typed(closed, constant("channel", r#""email""#))]
    pub struct NotifyEmail {
        pub address: String,
    }

    /// The member `channel` is always `"sms"`.
    #[derive(Debug, Clone, PartialEq, typed::Object)]
    #[typed(closed, constant("channel", r#""sms""#))]
    pub struct NotifySms {
        pub number: NotifySmsNumber,
    }

    /// A string that matches `^\+[0-9]{6,15}$`.
    pub type NotifySmsNumber = typed::Text<NotifySmsNumberRule>;

    /// The rule of [`NotifySmsNumber`].
    #[derive(Debug, typed::TextRule)]
    #[typed(pattern = r"^\+[0-9]{6,15}$")]
    pub enum NotifySmsNumberRule {}

    #[derive(Debug, Clone, PartialEq, typed::Object)]
    pub struct Output {
        pub created: typed::format::DateTime,
        pub id: typed::AtLeast<1>,
    }

    #[cfg(feature = "schemars")]
    typed::json_schema!(crate::tools::ADD_NOTE, Arguments, Output);
}

/// The types of the tool `delete_note`.
pub mod delete_note {
    use mcpreg_contract::typed;

    #[derive(Debug, Clone, PartialEq, typed::Object)]
    #[typed(closed)]
    pub struct Arguments {
        pub id: typed::AtLeast<1>,
    }

    #[cfg(feature = "schemars")]
    typed::json_schema!(crate::tools::DELETE_NOTE, Arguments);
}

/// The types of the tool `env`.
pub mod env {
    use mcpreg_contract::typed;

    #[derive(Debug, Clone, PartialEq, typed::Object)]
    pub struct Arguments {
        pub name: typed::NonEmpty,
    }

    #[derive(Debug, Clone, PartialEq, typed::Object)]
    pub struct Output {
        pub set: bool,
    }

    #[cfg(feature = "schemars")]
    typed::json_schema!(crate::tools::ENV, Arguments, Output);
}

/// The types of the tool `fail`.
pub mod fail {
    use mcpreg_contract::typed;

    #[derive(Debug, Clone, Default, PartialEq, typed::Object)]
    pub struct Arguments {
        pub reason: Option<String>,
    }

    #[cfg(feature = "schemars")]
    typed::json_schema!(crate::tools::FAIL, Arguments);
}

/// The types of the tool `get_note`.
pub mod get_note {
    use mcpreg_contract::typed;

    #[derive(Debug, Clone, PartialEq, typed::Object)]
    #[typed(closed)]
    pub struct Arguments {
        pub id: typed::AtLeast<1>,
    }

    #[cfg(feature = "schemars")]
    typed::json_schema!(crate::tools::GET_NOTE, Arguments);
}

/// The types of the tool `list_notes`.
pub mod list_notes {
    use mcpreg_contract::typed;

    #[derive(Debug, Clone, Default, PartialEq, typed::Object)]
    #[typed(closed)]
    pub struct Arguments {
        /// Only notes with a greater id.
        pub after: Option<u64>,
        /// Default: `20`
        pub limit: Option<typed::Ranged<1, 100>>,
    }

    #[derive(Debug, Clone, PartialEq, typed::Object)]
    pub struct Output {
        pub notes: Vec<NotesItem>,
        pub total: u64,
    }

    #[derive(Debug, Clone, PartialEq, typed::Object)]
    pub struct NotesItem {
        pub created: String,
        pub id: i64,
        pub title: String,
    }

    #[cfg(feature = "schemars")]
    typed::json_schema!(crate::tools::LIST_NOTES, Arguments, Output);
}

/// The types of the tool `slow`.
pub mod slow {
    use mcpreg_contract::typed;

    #[derive(Debug, Clone, Default, PartialEq, typed::Object)]
    pub struct Arguments {
        /// Default: `1`
        pub seconds: Option<Seconds>,
        /// Default: `4`
        pub steps: Option<typed::Ranged<1, 1000>>,
    }

    /// A number of at least `0` and of at most `3600`.
    pub type Seconds = typed::Real<SecondsRule>;

    /// The rule of [`Seconds`].
    #[derive(Debug, typed::RealRule)]
    #[typed(minimum = "0", maximum = "3600")]
    pub enum SecondsRule {}

    #[cfg(feature = "schemars")]
    typed::json_schema!(crate::tools::SLOW, Arguments);
}
