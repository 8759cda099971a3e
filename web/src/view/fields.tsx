// Fields that set when they are left. What the server refuses is put back.

import type { ComponentChildren } from "preact";

type Set<T> = (value: T) => Promise<unknown>;

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly set: Set<string>;
  readonly placeholder?: string;
  readonly list?: string;
  /** Whether the words are an expression or a name, which no dictionary has. */
  readonly plain?: boolean;
}

export function TextField({ label, value, set, placeholder, list, plain }: TextProps) {
  const change = async (input: HTMLInputElement) => {
    const next = input.value.trim();
    if (next !== value && !(await set(next))) input.value = value;
  };
  return (
    <label class={plain ? "plain-words" : undefined}>
      {label}
      <input
        value={value}
        placeholder={placeholder}
        list={list}
        autocomplete="off"
        spellcheck={!plain}
        onChange={(event) => void change(event.currentTarget)}
      />
    </label>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly set: Set<string>;
  readonly children: ComponentChildren;
  /** Whether the label is beside the field, as that of a slider. */
  readonly beside?: boolean;
}

export function SelectField({ label, value, set, children, beside }: SelectProps) {
  const change = async (select: HTMLSelectElement) => {
    if (!(await set(select.value))) select.value = value;
  };
  return (
    <label class={beside ? "slider" : undefined}>
      <span>{label}</span>
      <select value={value} onChange={(event) => void change(event.currentTarget)}>
        {children}
      </select>
    </label>
  );
}

export function CheckField({ label, value, set }: { label: string; value: boolean; set: Set<boolean> }) {
  const change = async (box: HTMLInputElement) => {
    if (!(await set(box.checked))) box.checked = value;
  };
  return (
    <label class="check">
      <input type="checkbox" checked={value} onChange={(event) => void change(event.currentTarget)} /> {label}
    </label>
  );
}
