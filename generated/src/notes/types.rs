// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! What the tools take and give.

/// The types of add_note.
pub mod add_note {
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde", deny_unknown_fields)]
    pub struct Arguments {
        /// The note itself.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub body: Option<String>,
        /// The day it is due; null for never.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub due: Option<String>,
        /// Whom to tell when it is due.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub notify: Option<ArgumentsNotify>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub priority: Option<ArgumentsPriority>,
        /// Words to find it by.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub tags: Option<Vec<String>>,
        /// One line that names the note.
        pub title: String,
    }
    impl Arguments {
        /// The required members; every optional one is absent.
        pub fn new(title: impl Into<String>) -> Self {
            Self {
                body: None,
                due: None,
                notify: None,
                priority: None,
                tags: None,
                title: title.into(),
            }
        }
    }
    /// Whom to tell when it is due.
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde", untagged)]
    pub enum ArgumentsNotify {
        Email(ArgumentsNotifyEmail),
        Sms(ArgumentsNotifySms),
    }
    #[derive(
        Debug,
        Clone,
        Copy,
        Eq,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub enum ArgumentsPriority {
        #[serde(rename = "low")]
        Low,
        #[serde(rename = "normal")]
        Normal,
        #[serde(rename = "high")]
        High,
    }
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde", deny_unknown_fields)]
    pub struct ArgumentsNotifyEmail {
        pub address: String,
        pub channel: ArgumentsNotifyEmailChannel,
    }
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde", deny_unknown_fields)]
    pub struct ArgumentsNotifySms {
        pub channel: ArgumentsNotifySmsChannel,
        pub number: String,
    }
    #[derive(
        Debug,
        Clone,
        Copy,
        Eq,
        Default,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub enum ArgumentsNotifyEmailChannel {
        #[serde(rename = "email")]
        #[default]
        Email,
    }
    #[derive(
        Debug,
        Clone,
        Copy,
        Eq,
        Default,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub enum ArgumentsNotifySmsChannel {
        #[serde(rename = "sms")]
        #[default]
        Sms,
    }
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub struct Output {
        pub created: String,
        pub id: u64,
    }
}

/// The types of delete_note.
pub mod delete_note {
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde", deny_unknown_fields)]
    pub struct Arguments {
        pub id: u64,
    }
}

/// The types of env.
pub mod env {
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub struct Arguments {
        pub name: String,
    }
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub struct Output {
        pub set: bool,
    }
}

/// The types of fail.
pub mod fail {
    #[derive(
        Debug,
        Clone,
        Default,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub struct Arguments {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reason: Option<String>,
    }
}

/// The types of get_note.
pub mod get_note {
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde", deny_unknown_fields)]
    pub struct Arguments {
        pub id: u64,
    }
}

/// The types of list_notes.
pub mod list_notes {
    #[derive(
        Debug,
        Clone,
        Default,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde", deny_unknown_fields)]
    pub struct Arguments {
        /// Only notes with a greater id.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub after: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub limit: Option<u64>,
    }
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub struct Output {
        pub notes: Vec<OutputNotesItem>,
        pub total: u64,
    }
    #[derive(
        Debug,
        Clone,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub struct OutputNotesItem {
        pub created: String,
        pub id: i64,
        pub title: String,
    }
}

/// The types of slow.
pub mod slow {
    #[derive(
        Debug,
        Clone,
        Default,
        PartialEq,
        ::mcpreg_contract::serde::Serialize,
        ::mcpreg_contract::serde::Deserialize,
    )]
    #[serde(crate = "::mcpreg_contract::serde")]
    pub struct Arguments {
        #[serde(skip_serializing_if = "Option::is_none")]
        pub seconds: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub steps: Option<u64>,
    }
}
