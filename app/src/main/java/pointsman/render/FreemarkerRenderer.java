package pointsman.render;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pointsman.model.Failure;
import pointsman.model.FailureException;
import pointsman.port.TemplateRenderer;

/// FreeMarker with nothing that reaches out: no classes, no undefined values, computer numbers. An
/// operator's folder overrides our templates file by file. Safe for all threads.
public final class FreemarkerRenderer implements TemplateRenderer {
  private static final String ALLOWED = "allowed-directives";

  private final Path overrides;
  private final Configuration configuration;

  /// @param overrides the operator's folder; need not exist
  public FreemarkerRenderer(Path overrides) throws FailureException {
    this.overrides = overrides;
    this.configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTemplateLoader(loader(overrides));
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setBooleanFormat("c");
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setFallbackOnNullLoopVariable(false);
    configuration.setLocalizedLookup(false);
  }

  private static TemplateLoader loader(Path overrides) throws FailureException {
    List<TemplateLoader> loaders = new ArrayList<>();
    if (Files.isDirectory(overrides)) {
      try {
        loaders.add(new FileTemplateLoader(overrides.toFile()));
      } catch (IOException e) {
        throw new FailureException(
            new Failure.LocalFile(
                overrides.toString(),
                "cannot be read: " + e.getMessage(),
                "Mend its rights or remove it."),
            e);
      }
    }
    loaders.add(new ClassTemplateLoader(FreemarkerRenderer.class.getClassLoader(), "templates"));
    return new MultiTemplateLoader(loaders.toArray(TemplateLoader[]::new));
  }

  @Override
  public String render(String template, Map<String, Object> input) throws FailureException {
    try {
      Template parsed = configuration.getTemplate(template);
      StringWriter text = new StringWriter(8192);
      parsed.process(input, text);
      return text.toString();
    } catch (ParseException e) {
      throw failure(template, e.getLineNumber(), e.getEditorMessage(), e);
    } catch (TemplateException e) {
      Integer line = e.getLineNumber();
      throw failure(template, line == null ? 0 : line, e.getMessageWithoutStackTop(), e);
    } catch (IOException e) {
      throw failure(template, 0, String.valueOf(e.getMessage()), e);
    }
  }

  private static FailureException failure(
      String template, int line, String problem, Exception cause) {
    String first = problem.strip().lines().findFirst().orElse("");
    return new FailureException(
        new Failure.BadInput(
            "templates/" + template, line, "", first, "a template that renders; mend that line"),
        cause);
  }

  @Override
  public boolean isOverridden(String template) {
    return Files.isRegularFile(overrides.resolve(template));
  }

  @Override
  public Set<String> allowedDirectives() throws FailureException {
    Path file = overrides.resolve(ALLOWED);
    if (!Files.isRegularFile(file)) {
      return Set.of();
    }
    try {
      Set<String> allowed = new TreeSet<>();
      for (String line : Files.readAllLines(file)) {
        String word = line.strip().toLowerCase(Locale.ROOT);
        if (!word.isEmpty() && !word.startsWith("#")) {
          allowed.add(word);
        }
      }
      return allowed;
    } catch (IOException e) {
      throw new FailureException(
          new Failure.LocalFile(
              file.toString(), "cannot be read: " + e.getMessage(), "Mend its rights."),
          e);
    }
  }
}
