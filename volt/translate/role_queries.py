"""Which slot the nodes of a syntax tree claim, as one tree-sitter query for each language.

A capture names a role. The innermost claim wins, of claims on the same characters the one written last; nothing
inside of a type, an import or a text claims anything (see `volt.translate.roles`). What nobody claims is punctuation.

A statement claims its keywords, not its body. A definition claims its name and its parameters; where they are used
they are variables. The word that is called is an operation, what it is called on a variable.
"""

from __future__ import annotations

_PYTHON = """
(identifier) @variable
[(integer) (float) (true) (false) (none) (ellipsis) (string)] @literal
(interpolation) @punctuation
(format_specifier) @literal
["+" "-" "*" "/" "//" "%" "**" "@" "&" "|" "^" "~" "<<" ">>" "<" "<=" "==" "!=" ">=" ">" "and" "or" "not" "in" "is"
 "=" ":=" "+=" "-=" "*=" "/=" "//=" "%=" "**=" "@=" "&=" "|=" "^=" "<<=" ">>="] @operator
["for" "while"] @loop
(for_statement "in" @loop)
["if" "elif" "else" "match" "case"] @branch
["try" "except" "finally" "raise" "assert"] @exception
(raise_statement "from" @exception)
["with" "as" "break" "continue" "pass" "global" "nonlocal" "del" "async" "await"] @control
(except_clause (as_pattern "as" @exception))
["return" "yield"] @return
(yield "from" @return)
["lambda"] @pattern
(lambda ":" @pattern)
(for_in_clause ["for" "in"] @pattern)
(if_clause "if" @pattern)
(case_clause guard: (if_clause "if" @branch))
(keyword_argument name: (identifier) @arguments "=" @arguments)
[(parameters) (lambda_parameters)] @arguments
(parameters (identifier) @arguments)
(lambda_parameters (identifier) @arguments)
(default_parameter name: (identifier) @arguments "=" @arguments)
(typed_parameter (identifier) @arguments)
(typed_default_parameter name: (identifier) @arguments "=" @arguments)
(parameters [(list_splat_pattern) (dictionary_splat_pattern)] @arguments)
(parameters (list_splat_pattern "*" @arguments (identifier) @arguments))
(parameters (dictionary_splat_pattern "**" @arguments (identifier) @arguments))
(typed_parameter (list_splat_pattern "*" @arguments (identifier) @arguments))
(typed_parameter (dictionary_splat_pattern "**" @arguments (identifier) @arguments))
(lambda_parameters (list_splat_pattern "*" @arguments (identifier) @arguments))
(lambda_parameters (dictionary_splat_pattern "**" @arguments (identifier) @arguments))
(call function: (identifier) @operation)
(call function: (attribute attribute: (identifier) @operation))
(decorator "@" @operation)
(decorator (identifier) @operation)
(decorator (attribute attribute: (identifier) @operation))
["def" "class"] @name
(function_definition name: (identifier) @name)
(class_definition name: (identifier) @name)
(class_definition superclasses: (argument_list [(identifier) (attribute) (subscript)] @type))
(type) @type
"->" @type
[(import_statement) (import_from_statement) (future_import_statement)] @import
(expression_statement . [(string) (concatenated_string)] @text .)
(comment) @text
"""

_JAVASCRIPT = """
[(identifier) (property_identifier) (private_property_identifier) (shorthand_property_identifier)
 (shorthand_property_identifier_pattern) (statement_identifier) (this) (super)] @variable
["const" "let" "var"] @variable
[(number) (true) (false) (null) (undefined) (regex) (string) (template_string)] @literal
(regex "/" @literal)
(template_substitution) @punctuation
["+" "-" "*" "/" "%" "**" "&" "|" "^" "~" "<<" ">>" ">>>" "<" "<=" "==" "===" "!=" "!==" ">=" ">" "&&" "||" "??" "!"
 "=" "+=" "-=" "*=" "/=" "%=" "**=" "&=" "|=" "^=" "<<=" ">>=" ">>>=" "&&=" "||=" "??=" "++" "--" "..." "in"
 "instanceof" "typeof" "void" "delete"] @operator
["for" "while" "do" "of"] @loop
(for_in_statement "in" @loop)
["if" "else" "switch" "case" "default"] @branch
(ternary_expression ["?" ":"] @branch)
["try" "catch" "finally" "throw"] @exception
["break" "continue" "debugger" "with" "async" "await"] @control
["return" "yield"] @return
(yield_expression "*" @return)
"=>" @pattern
(formal_parameters) @arguments
(formal_parameters (identifier) @arguments)
(formal_parameters (assignment_pattern left: (identifier) @arguments "=" @arguments))
(formal_parameters (rest_pattern "..." @arguments (identifier) @arguments))
(formal_parameters (object_pattern (shorthand_property_identifier_pattern) @arguments))
(arrow_function parameter: (identifier) @arguments)
"new" @operation
(call_expression function: (identifier) @operation)
(call_expression function: (member_expression property: (_) @operation))
(call_expression function: [(super) (import)] @operation)
(new_expression constructor: (identifier) @operation)
(new_expression constructor: (member_expression property: (_) @operation))
["function" "class" "static" "get" "set"] @name
(generator_function_declaration "*" @name)
(function_declaration name: (identifier) @name)
(generator_function_declaration name: (identifier) @name)
(function_expression name: (identifier) @name)
(class_declaration name: (identifier) @name)
(class name: (identifier) @name)
(method_definition name: (_) @name)
(class_heritage) @type
(import_statement) @import
(export_statement ["export" "default"] @import)
(jsx_text) @text
[(comment) (hash_bang_line)] @text
"""

_JAVA = """
[(identifier) (this) (super)] @variable
[(decimal_integer_literal) (hex_integer_literal) (octal_integer_literal) (binary_integer_literal)
 (decimal_floating_point_literal) (hex_floating_point_literal) (character_literal) (string_literal) (true) (false)
 (null_literal)] @literal
["+" "-" "*" "/" "%" "&" "|" "^" "~" "<<" ">>" ">>>" "<" "<=" "==" "!=" ">=" ">" "&&" "||" "!" "=" "+=" "-=" "*=" "/="
 "%=" "&=" "|=" "^=" "<<=" ">>=" ">>>=" "++" "--" "::" "instanceof"] @operator
["for" "while" "do"] @loop
(enhanced_for_statement ":" @loop)
["if" "else" "switch" "case" "default"] @branch
(ternary_expression ["?" ":"] @branch)
(switch_rule "->" @branch)
["try" "catch" "finally" "throw" "throws" "assert"] @exception
["break" "continue"] @control
["return" "yield"] @return
(lambda_expression "->" @pattern)
[(type_identifier) (integral_type) (floating_point_type) (boolean_type) (void_type) (type_arguments) (type_parameters)
 (dimensions) (scoped_type_identifier)] @type
["extends" "implements" "public" "private" "protected" "static" "final" "abstract" "native" "transient" "volatile"
 "synchronized"] @type
(synchronized_statement "synchronized" @control)
[(formal_parameters) (inferred_parameters)] @arguments
(formal_parameter name: (identifier) @arguments)
(spread_parameter "..." @arguments (variable_declarator name: (identifier) @arguments))
(inferred_parameters (identifier) @arguments)
(lambda_expression parameters: (identifier) @arguments)
(element_value_pair key: (identifier) @arguments "=" @arguments)
"new" @operation
(method_invocation name: (identifier) @operation)
(object_creation_expression type: (type_identifier) @operation)
(object_creation_expression type: (generic_type . (type_identifier) @operation))
(explicit_constructor_invocation constructor: (_) @operation)
(method_reference (identifier) @operation .)
(marker_annotation "@" @operation name: (_) @operation)
(annotation "@" @operation name: (_) @operation)
["class" "interface" "enum" "record" "@interface"] @name
(class_declaration name: (identifier) @name)
(interface_declaration name: (identifier) @name)
(enum_declaration name: (identifier) @name)
(record_declaration name: (identifier) @name)
(annotation_type_declaration name: (identifier) @name)
(method_declaration name: (identifier) @name)
(constructor_declaration name: (identifier) @name)
(compact_constructor_declaration name: (identifier) @name)
[(import_declaration) (package_declaration)] @import
[(line_comment) (block_comment)] @text
"""

_RUST = """
[(identifier) (field_identifier) (shorthand_field_identifier) (self) (super) (crate) (metavariable)] @variable
["let" "const" "static" "ref"] @variable
[(integer_literal) (float_literal) (string_literal) (raw_string_literal) (char_literal) (boolean_literal)] @literal
["+" "-" "*" "/" "%" "&" "|" "^" "<<" ">>" "<" "<=" "==" "!=" ">=" ">" "&&" "||" "!" "=" "+=" "-=" "*=" "/=" "%=" "&="
 "|=" "^=" "<<=" ">>=" ".." "..=" "as"] @operator
["for" "while" "loop" "in"] @loop
["if" "else" "match"] @branch
(match_arm "=>" @branch)
(try_expression "?" @exception)
["break" "continue" "unsafe" "async" "await" "move"] @control
(label) @control
"return" @return
[(type_identifier) (primitive_type) (type_arguments) (type_parameters) (lifetime) (reference_type) (pointer_type)
 (tuple_type) (array_type) (generic_type) (scoped_type_identifier) (dynamic_type) (abstract_type) (function_type)
 (trait_bounds) (where_clause) (unit_type) (never_type) (mutable_specifier) (visibility_modifier)] @type
"->" @type
(parameters) @arguments
(parameter pattern: (identifier) @arguments)
(parameter (mutable_specifier) @arguments pattern: (identifier) @arguments)
(self_parameter) @arguments
(self_parameter [(self) "&" (mutable_specifier)] @arguments)
(closure_parameters "|" @pattern)
(closure_parameters (identifier) @arguments)
(call_expression function: (identifier) @operation)
(call_expression function: (field_expression field: (field_identifier) @operation))
(call_expression function: (scoped_identifier name: (identifier) @operation))
(generic_function function: (identifier) @operation)
(generic_function function: (field_expression field: (field_identifier) @operation))
(generic_function function: (scoped_identifier name: (identifier) @operation))
(struct_expression name: (type_identifier) @operation)
(macro_invocation macro: (identifier) @operation "!" @operation)
(macro_invocation macro: (scoped_identifier name: (identifier) @operation) "!" @operation)
(attribute (identifier) @operation)
["fn" "struct" "enum" "trait" "impl" "mod" "union" "type" "macro_rules!"] @name
(impl_item "for" @name)
(function_item name: (identifier) @name)
(function_signature_item name: (identifier) @name)
(struct_item name: (type_identifier) @name)
(enum_item name: (type_identifier) @name)
(union_item name: (type_identifier) @name)
(trait_item name: (type_identifier) @name)
(type_item name: (type_identifier) @name)
(mod_item name: (identifier) @name)
(macro_definition name: (identifier) @name)
(enum_variant name: (identifier) @name)
[(use_declaration) (extern_crate_declaration)] @import
[(line_comment) (block_comment)] @text
"""

_GO = """
[(identifier) (field_identifier) (package_identifier) (label_name) (blank_identifier)] @variable
["var" "const"] @variable
[(int_literal) (float_literal) (imaginary_literal) (rune_literal) (interpreted_string_literal) (raw_string_literal)
 (true) (false) (nil) (iota)] @literal
["+" "-" "*" "/" "%" "&" "|" "^" "&^" "<<" ">>" "<" "<=" "==" "!=" ">=" ">" "&&" "||" "!" "=" ":=" "+=" "-=" "*=" "/="
 "%=" "&=" "|=" "^=" "&^=" "<<=" ">>=" "++" "--" "<-" "..."] @operator
["for" "range"] @loop
(range_clause [":=" "="] @loop)
["if" "else" "switch" "case" "default" "select"] @branch
(type_switch_statement "type" @branch)
["break" "continue" "goto" "fallthrough" "go" "defer"] @control
"return" @return
[(type_identifier) (qualified_type) (type_arguments) (type_parameter_list)] @type
["struct" "interface" "map" "chan"] @type
(slice_type ["[" "]"] @type)
(array_type ["[" "]"] @type)
(map_type ["[" "]"] @type)
(pointer_type "*" @type)
(function_type "func" @type)
(parameter_list) @arguments
(parameter_declaration name: (identifier) @arguments)
(variadic_parameter_declaration name: (identifier) @arguments)
(variadic_parameter_declaration "..." @arguments)
(call_expression function: (identifier) @operation)
(call_expression function: (selector_expression field: (field_identifier) @operation))
(func_literal "func" @pattern)
(function_declaration "func" @name name: (identifier) @name)
(method_declaration "func" @name name: (field_identifier) @name)
(method_elem name: (field_identifier) @name)
(type_declaration "type" @name)
(type_spec name: (type_identifier) @name)
(type_alias name: (type_identifier) @name)
[(import_declaration) (package_clause)] @import
(comment) @text
"""

QUERIES = {"python": _PYTHON, "javascript": _JAVASCRIPT, "java": _JAVA, "rust": _RUST, "go": _GO}
