import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from '@playwright/test';
import { z } from 'zod';

/** Somebody who signed up for one test. */
export interface Person {
  id: string;
  name: string;
  email: string;
  password: string;
  /** Bearer token for REST. */
  token: string;
}

const SignUpAnswer = z.object({ token: z.string(), user: z.object({ id: z.string() }) });

/** Signs somebody new up over HTTP. */
export async function signUp(baseUrl: string, name: string): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${randomUUID().slice(0, 8)}@people.test`;
  const password = randomUUID();
  const response = await fetch(`${baseUrl}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: baseUrl },
    body: JSON.stringify({ name, email, password }),
  });
  if (!response.ok) throw new Error(`Sign-up answered ${String(response.status)}: ${await response.text()}`);
  const answer = SignUpAnswer.parse(await response.json());
  return { id: answer.user.id, name, email, password, token: answer.token };
}

/** Signs a person in, in a browser context, as the page's form would: the session arrives as a cookie. */
export async function signIn(context: BrowserContext, baseUrl: string, person: Pick<Person, 'email' | 'password'>): Promise<void> {
  const response = await context.request.post(`${baseUrl}/api/auth/sign-in/email`, {
    headers: { origin: baseUrl },
    data: { email: person.email, password: person.password },
  });
  if (!response.ok()) throw new Error(`Sign-in answered ${String(response.status())}: ${await response.text()}`);
}

/** Fills the form of the page that is open, as a newcomer does; answers what to sign in with. */
export async function signUpOnPage(page: Page, name: string): Promise<Pick<Person, 'email' | 'password'>> {
  const person = {
    email: `${name.toLowerCase().replaceAll(' ', '.')}.${randomUUID().slice(0, 8)}@people.test`,
    password: 'a password of its own',
  };
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Email').fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(person.password);
  await page.getByRole('button', { name: 'Sign up' }).click();
  return person;
}
