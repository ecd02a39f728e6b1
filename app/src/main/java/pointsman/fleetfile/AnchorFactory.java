package pointsman.fleetfile;

import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactoryBuilder;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.Reader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.NodeEvent;

/// Makes parsers that also tell the anchor of a plain value; the library keeps only those of
/// mappings, lists and keys.
final class AnchorFactory extends YAMLFactory {
  private static final long serialVersionUID = 1;

  AnchorFactory(YAMLFactoryBuilder builder) {
    super(builder);
  }

  @Override
  protected YAMLParser _createParser(Reader reader, IOContext context) {
    return new Parser(
        context, _parserFeatures, _yamlParserFeatures, _loaderOptions, _objectCodec, reader);
  }

  /// Looks at the event that the current token was made of.
  static final class Parser extends YAMLParser {
    private Parser(
        IOContext context,
        int features,
        int yamlFeatures,
        LoaderOptions options,
        ObjectCodec codec,
        Reader reader) {
      super(context, features, yamlFeatures, options, codec, reader);
    }

    /// Whether an anchor stands before the current token, or an alias in its place.
    boolean isAnchored() {
      return _lastEvent instanceof NodeEvent node && node.getAnchor() != null;
    }
  }
}
