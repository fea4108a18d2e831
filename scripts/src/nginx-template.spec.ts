import { describe, expect, it } from '@jest/globals';
import { renderTemplate } from './nginx.js';

describe('the template of nginx', () => {
  it("gets its values and keeps nginx' own variables", () => {
    const template = 'listen ${PORT};\nproxy_set_header Host $host;\nproxy_pass http://${name}$request_uri;';
    expect(renderTemplate(template, { PORT: '3000' })).toBe(
      'listen 3000;\nproxy_set_header Host $host;\nproxy_pass http://${name}$request_uri;',
    );
  });

  it('is refused when a value is missing', () => {
    expect(() => renderTemplate('listen ${PORT};', {})).toThrow('PORT');
  });

  it('may speak of a value in a comment', () => {
    expect(renderTemplate('# ${PORT}: where to listen', {})).toBe('# ${PORT}: where to listen');
  });
});
