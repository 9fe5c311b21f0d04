// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! What the tools take and give.

/// The types of add_note.
pub mod add_note {
    use ::mcpreg_contract::typed;
    #[derive(Debug, Clone, PartialEq)]
    pub struct Arguments {
        /// The note itself.
        ///
        /// Default: ""
        pub body: Option<String>,
        /// The day it is due; null for never.
        pub due: Option<Option<typed::format::Date>>,
        /// Whom to tell when it is due.
        pub notify: Option<ArgumentsNotify>,
        /// Default: "normal"
        pub priority: Option<ArgumentsPriority>,
        /// Words to find it by.
        pub tags: Option<typed::Set<ArgumentsTagsItem, 0, 16>>,
        /// One line that names the note.
        pub title: ArgumentsTitle,
    }
    impl Arguments {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(title: ArgumentsTitle) -> Self {
            Self {
                body: None,
                due: None,
                notify: None,
                priority: None,
                tags: None,
                title,
            }
        }
        /// Gives `body`.
        #[inline]
        pub fn with_body(mut self, body: impl Into<String>) -> Self {
            self.body = Some(body.into());
            self
        }
        /// Gives `due`.
        #[inline]
        pub fn with_due(mut self, due: typed::format::Date) -> Self {
            self.due = Some(Some(due));
            self
        }
        /// Gives `notify`.
        #[inline]
        pub fn with_notify(mut self, notify: ArgumentsNotify) -> Self {
            self.notify = Some(notify);
            self
        }
        /// Gives `priority`.
        #[inline]
        pub fn with_priority(mut self, priority: ArgumentsPriority) -> Self {
            self.priority = Some(priority);
            self
        }
        /// Gives `tags`.
        #[inline]
        pub fn with_tags(mut self, tags: typed::Set<ArgumentsTagsItem, 0, 16>) -> Self {
            self.tags = Some(tags);
            self
        }
    }
    impl typed::Object for Arguments {
        const REST: typed::Rest = typed::Rest::Refused(
            &["body", "due", "notify", "priority", "tags", "title"],
        );
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                body: members.optional("body")?,
                due: members.optional("due")?,
                notify: members.optional("notify")?,
                priority: members.optional("priority")?,
                tags: members.optional("tags")?,
                title: members.required("title")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.optional("body", &self.body);
            members.optional("due", &self.due);
            members.optional("notify", &self.notify);
            members.optional("priority", &self.priority);
            members.optional("tags", &self.tags);
            members.required("title", &self.title);
        }
    }
    /// Whom to tell when it is due.
    #[derive(Debug, Clone, PartialEq)]
    pub enum ArgumentsNotify {
        Email(ArgumentsNotifyEmail),
        Sms(ArgumentsNotifySms),
    }
    impl typed::Union for ArgumentsNotify {
        const BRANCHES: &'static [typed::Branch<Self>] = &[
            |value| typed::Typed::read(value).map(Self::Email),
            |value| typed::Typed::read(value).map(Self::Sms),
        ];
        #[inline]
        fn content(&self) -> &dyn typed::Typed {
            match self {
                Self::Email(content) => content,
                Self::Sms(content) => content,
            }
        }
    }
    /// Default: "normal"
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum ArgumentsPriority {
        Low,
        Normal,
        High,
    }
    impl typed::Choice for ArgumentsPriority {
        const VARIANTS: &'static [Self] = &[Self::Low, Self::Normal, Self::High];
        const TEXTS: &'static [&'static str] = &["low", "normal", "high"];
    }
    /// A string.
    ///
    /// Pattern: \^\[a-z0-9\-\]\+\$
    pub type ArgumentsTagsItem = typed::Text<ArgumentsTagsItemRule>;
    /// The rule of [`ArgumentsTagsItem`].
    #[derive(Debug)]
    pub enum ArgumentsTagsItemRule {}
    impl typed::TextRule for ArgumentsTagsItemRule {
        fn pattern() -> Option<&'static typed::Pattern> {
            static PATTERN: typed::Pattern = typed::Pattern::new("^[a-z0-9-]+$");
            Some(&PATTERN)
        }
    }
    /// A string of 1 to 80 characters.
    pub type ArgumentsTitle = typed::Text<ArgumentsTitleRule>;
    /// The rule of [`ArgumentsTitle`].
    #[derive(Debug)]
    pub enum ArgumentsTitleRule {}
    impl typed::TextRule for ArgumentsTitleRule {
        const MIN: u64 = 1;
        const MAX: u64 = 80;
    }
    /// The member channel is always "email"
    #[derive(Debug, Clone, PartialEq)]
    pub struct ArgumentsNotifyEmail {
        pub address: String,
    }
    impl ArgumentsNotifyEmail {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(address: impl Into<String>) -> Self {
            Self { address: address.into() }
        }
    }
    impl typed::Object for ArgumentsNotifyEmail {
        const REST: typed::Rest = typed::Rest::Refused(&["channel", "address"]);
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            members.constant("channel", "\"email\"")?;
            Ok(Self {
                address: members.required("address")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.constant("channel", "\"email\"");
            members.required("address", &self.address);
        }
    }
    /// The member channel is always "sms"
    #[derive(Debug, Clone, PartialEq)]
    pub struct ArgumentsNotifySms {
        pub number: ArgumentsNotifySmsNumber,
    }
    impl ArgumentsNotifySms {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(number: ArgumentsNotifySmsNumber) -> Self {
            Self { number }
        }
    }
    impl typed::Object for ArgumentsNotifySms {
        const REST: typed::Rest = typed::Rest::Refused(&["channel", "number"]);
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            members.constant("channel", "\"sms\"")?;
            Ok(Self {
                number: members.required("number")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.constant("channel", "\"sms\"");
            members.required("number", &self.number);
        }
    }
    /// A string.
    ///
    /// Pattern: \^\\\+\[0-9\]\{6,15\}\$
    pub type ArgumentsNotifySmsNumber = typed::Text<ArgumentsNotifySmsNumberRule>;
    /// The rule of [`ArgumentsNotifySmsNumber`].
    #[derive(Debug)]
    pub enum ArgumentsNotifySmsNumberRule {}
    impl typed::TextRule for ArgumentsNotifySmsNumberRule {
        fn pattern() -> Option<&'static typed::Pattern> {
            static PATTERN: typed::Pattern = typed::Pattern::new("^\\+[0-9]{6,15}$");
            Some(&PATTERN)
        }
    }
    typed::serde_impls! {
        objects : [Arguments, ArgumentsNotifyEmail, ArgumentsNotifySms], enums :
        [ArgumentsPriority], unions : [ArgumentsNotify]
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct Output {
        pub created: typed::format::DateTime,
        pub id: typed::AtLeast<1>,
    }
    impl Output {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(created: typed::format::DateTime, id: typed::AtLeast<1>) -> Self {
            Self { created, id }
        }
    }
    impl typed::Object for Output {
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                created: members.required("created")?,
                id: members.required("id")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.required("created", &self.created);
            members.required("id", &self.id);
        }
    }
    typed::serde_impls! {
        objects : [Output]
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Arguments, crate ::TOOLS[0], "inputSchema"
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Output, crate ::TOOLS[0], "outputSchema"
    }
}

/// The types of delete_note.
pub mod delete_note {
    use ::mcpreg_contract::typed;
    #[derive(Debug, Clone, PartialEq)]
    pub struct Arguments {
        pub id: typed::AtLeast<1>,
    }
    impl Arguments {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(id: typed::AtLeast<1>) -> Self {
            Self { id }
        }
    }
    impl typed::Object for Arguments {
        const REST: typed::Rest = typed::Rest::Refused(&["id"]);
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                id: members.required("id")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.required("id", &self.id);
        }
    }
    typed::serde_impls! {
        objects : [Arguments]
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Arguments, crate ::TOOLS[1], "inputSchema"
    }
}

/// The types of env.
pub mod env {
    use ::mcpreg_contract::typed;
    #[derive(Debug, Clone, PartialEq)]
    pub struct Arguments {
        pub name: typed::NonEmpty,
    }
    impl Arguments {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(name: typed::NonEmpty) -> Self {
            Self { name }
        }
    }
    impl typed::Object for Arguments {
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                name: members.required("name")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.required("name", &self.name);
        }
    }
    typed::serde_impls! {
        objects : [Arguments]
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct Output {
        pub set: bool,
    }
    impl Output {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(set: bool) -> Self {
            Self { set }
        }
    }
    impl typed::Object for Output {
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                set: members.required("set")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.required("set", &self.set);
        }
    }
    typed::serde_impls! {
        objects : [Output]
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Arguments, crate ::TOOLS[2], "inputSchema"
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Output, crate ::TOOLS[2], "outputSchema"
    }
}

/// The types of fail.
pub mod fail {
    use ::mcpreg_contract::typed;
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Arguments {
        pub reason: Option<String>,
    }
    impl Arguments {
        /// Gives `reason`.
        #[inline]
        pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
            self.reason = Some(reason.into());
            self
        }
    }
    impl typed::Object for Arguments {
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                reason: members.optional("reason")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.optional("reason", &self.reason);
        }
    }
    typed::serde_impls! {
        objects : [Arguments]
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Arguments, crate ::TOOLS[3], "inputSchema"
    }
}

/// The types of get_note.
pub mod get_note {
    use ::mcpreg_contract::typed;
    #[derive(Debug, Clone, PartialEq)]
    pub struct Arguments {
        pub id: typed::AtLeast<1>,
    }
    impl Arguments {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(id: typed::AtLeast<1>) -> Self {
            Self { id }
        }
    }
    impl typed::Object for Arguments {
        const REST: typed::Rest = typed::Rest::Refused(&["id"]);
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                id: members.required("id")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.required("id", &self.id);
        }
    }
    typed::serde_impls! {
        objects : [Arguments]
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Arguments, crate ::TOOLS[4], "inputSchema"
    }
}

/// The types of list_notes.
pub mod list_notes {
    use ::mcpreg_contract::typed;
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Arguments {
        /// Only notes with a greater id.
        pub after: Option<u64>,
        /// Default: 20
        pub limit: Option<typed::Ranged<1, 100>>,
    }
    impl Arguments {
        /// Gives `after`.
        #[inline]
        pub fn with_after(mut self, after: u64) -> Self {
            self.after = Some(after);
            self
        }
        /// Gives `limit`.
        #[inline]
        pub fn with_limit(mut self, limit: typed::Ranged<1, 100>) -> Self {
            self.limit = Some(limit);
            self
        }
    }
    impl typed::Object for Arguments {
        const REST: typed::Rest = typed::Rest::Refused(&["after", "limit"]);
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                after: members.optional("after")?,
                limit: members.optional("limit")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.optional("after", &self.after);
            members.optional("limit", &self.limit);
        }
    }
    typed::serde_impls! {
        objects : [Arguments]
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct Output {
        pub notes: Vec<OutputNotesItem>,
        pub total: u64,
    }
    impl Output {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(notes: Vec<OutputNotesItem>, total: u64) -> Self {
            Self { notes, total }
        }
    }
    impl typed::Object for Output {
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                notes: members.required("notes")?,
                total: members.required("total")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.required("notes", &self.notes);
            members.required("total", &self.total);
        }
    }
    #[derive(Debug, Clone, PartialEq)]
    pub struct OutputNotesItem {
        pub created: String,
        pub id: i64,
        pub title: String,
    }
    impl OutputNotesItem {
        /// The required members; every optional one is absent.
        #[inline]
        pub fn new(
            created: impl Into<String>,
            id: i64,
            title: impl Into<String>,
        ) -> Self {
            Self {
                created: created.into(),
                id,
                title: title.into(),
            }
        }
    }
    impl typed::Object for OutputNotesItem {
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                created: members.required("created")?,
                id: members.required("id")?,
                title: members.required("title")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.required("created", &self.created);
            members.required("id", &self.id);
            members.required("title", &self.title);
        }
    }
    typed::serde_impls! {
        objects : [Output, OutputNotesItem]
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Arguments, crate ::TOOLS[5], "inputSchema"
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Output, crate ::TOOLS[5], "outputSchema"
    }
}

/// The types of slow.
pub mod slow {
    use ::mcpreg_contract::typed;
    #[derive(Debug, Clone, Default, PartialEq)]
    pub struct Arguments {
        /// Default: 1
        pub seconds: Option<ArgumentsSeconds>,
        /// Default: 4
        pub steps: Option<typed::Ranged<1, 1000>>,
    }
    impl Arguments {
        /// Gives `seconds`.
        #[inline]
        pub fn with_seconds(mut self, seconds: ArgumentsSeconds) -> Self {
            self.seconds = Some(seconds);
            self
        }
        /// Gives `steps`.
        #[inline]
        pub fn with_steps(mut self, steps: typed::Ranged<1, 1000>) -> Self {
            self.steps = Some(steps);
            self
        }
    }
    impl typed::Object for Arguments {
        #[inline]
        fn read(members: &typed::Members<'_>) -> Result<Self, typed::Mismatch> {
            Ok(Self {
                seconds: members.optional("seconds")?,
                steps: members.optional("steps")?,
            })
        }
        #[inline]
        fn write(&self, members: &mut typed::Writer) {
            members.optional("seconds", &self.seconds);
            members.optional("steps", &self.steps);
        }
    }
    /// A number of at least 0 and of at most 3600\.
    pub type ArgumentsSeconds = typed::Real<ArgumentsSecondsRule>;
    /// The rule of [`ArgumentsSeconds`].
    #[derive(Debug)]
    pub enum ArgumentsSecondsRule {}
    impl typed::RealRule for ArgumentsSecondsRule {
        const MINIMUM: Option<&'static str> = Some("0");
        const MAXIMUM: Option<&'static str> = Some("3600");
    }
    typed::serde_impls! {
        objects : [Arguments]
    }
    #[cfg(feature = "schemars")]
    ::mcpreg_contract::typed::json_schema! {
        Arguments, crate ::TOOLS[6], "inputSchema"
    }
}
